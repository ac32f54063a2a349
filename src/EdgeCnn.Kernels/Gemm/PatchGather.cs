using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Gemm;

/// <summary>Copies patches of an NHWC tensor into the rows that a micro-kernel reads (implicit im2col).</summary>
/// <remarks>
/// A call of memmove costs more than it copies for the 3 to 36 bytes of a first layer's patch row, so everything moves in
/// blocks of 16 bytes that may run over the end of what is meant: reading never leaves the input; writing fills
/// pieces in ascending order, so that the next piece mends what the one before spilled.
/// </remarks>
internal static unsafe class PatchGather
{
    /// <summary>Bytes behind the last row that a block may spill into.</summary>
    public const int Slack = 16;

    /// <summary>Gathers <paramref name="count"/> patches from output pixel <paramref name="m0"/> on.</summary>
    /// <remarks>
    /// Layout: row i starts at <paramref name="rows"/> + i·<paramref name="rowLength"/>; elements behind K are set to zero.
    /// A tap outside the input reads <paramref name="padding"/>, for int8 the input's zero point, so that it counts as 0.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather<T>(T* input, in PatchGrid g, int m0, int count, T* rows, int rowLength, T padding)
        where T : unmanaged
    {
        T* end = input + g.InputLength;
        int tail = rowLength - g.K, segment = g.KW * g.C;
        nint inputRow = (nint)g.W * g.C;
        int oy = m0 / g.OW, ox = m0 - (oy * g.OW);
        for (int i = 0; i < count; i++)
        {
            T* to = rows + ((nint)i * rowLength);
            int y0 = (oy * g.StrideH) - g.PadTop, x0 = (ox * g.StrideW) - g.PadLeft;
            bool whole = g.DilationW == 1 && x0 >= 0 && x0 + g.KW <= g.W;
            for (int kh = 0; kh < g.KH; kh++, to += segment)
            {
                int y = y0 + (kh * g.DilationH);
                if ((uint)y >= (uint)g.H)
                    Fill(to, segment, padding);
                else if (whole)
                    Copy(input + (y * inputRow) + ((nint)x0 * g.C), end, to, segment);
                else
                    Taps(input + (y * inputRow), end, g, x0, to, padding);
            }

            for (int k = 0; k < tail; k++)
                to[k] = default;
            if (++ox == g.OW)
            {
                ox = 0;
                oy++;
            }
        }
    }

    /// <summary>One row of taps, some of which may lie left or right of the input.</summary>
    /// <param name="inputRow">The input's row, column 0.</param>
    /// <param name="end">Behind the input's last element.</param>
    /// <param name="g">The shape.</param>
    /// <param name="x0">Column of the first tap.</param>
    /// <param name="to">Receives KW·C elements, and up to <see cref="Slack"/> bytes more.</param>
    /// <param name="padding">What a tap outside reads.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Taps<T>(T* inputRow, T* end, in PatchGrid g, int x0, T* to, T padding)
        where T : unmanaged
    {
        if (g.DilationW == 1)
        {
            int before = Math.Clamp(-x0, 0, g.KW), inside = Math.Clamp(g.W - x0, before, g.KW);
            Fill(to, before * g.C, padding);
            if (inside > before)
                Copy(inputRow + ((nint)(x0 + before) * g.C), end, to + ((nint)before * g.C), (inside - before) * g.C);
            Fill(to + ((nint)inside * g.C), (g.KW - inside) * g.C, padding);
            return;
        }

        for (int kw = 0; kw < g.KW; kw++, to += g.C)
        {
            int x = x0 + (kw * g.DilationW);
            if ((uint)x < (uint)g.W)
                Copy(inputRow + ((nint)x * g.C), end, to, g.C);
            else
                Fill(to, g.C, padding);
        }
    }

    /// <summary>Fills <paramref name="length"/> elements, and up to <see cref="Slack"/> bytes more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fill<T>(T* to, int length, T padding)
        where T : unmanaged
    {
        var block = Vector128.Create(padding);
        for (int i = 0; i < length; i += Vector128<T>.Count)
            block.Store(to + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<T>(T* from, T* end, T* to, int length)
        where T : unmanaged
    {
        int i = 0;
        for (T* last = end - Vector128<T>.Count; i < length && from + i <= last; i += Vector128<T>.Count)
            Vector128.Load(from + i).Store(to + i);
        for (; i < length; i++)
            to[i] = from[i];
    }
}
