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
    [MethodImpl(Compilation.Hot)]
    public static void Gather<T>(T* input, in PatchGrid g, int m0, int count, T* rows, int rowLength, T padding)
        where T : unmanaged
    {
        T* end = input + g.InputLength;
        int segment = g.KW * g.C, blocks = (segment + Vector128<T>.Count - 1) / Vector128<T>.Count * Vector128<T>.Count;
        nint inputRow = (nint)g.W * g.C, nextSegment = g.DilationH * inputRow, nextPatch = (nint)g.StrideW * g.C;
        var (firstInside, endInside) = g.DilationW == 1 ? Inside(g) : (0, 0);
        int oy = m0 / g.OW, ox = m0 - (oy * g.OW);
        for (int i = 0; i < count; oy++, ox = 0)
        {
            int y0 = (oy * g.StrideH) - g.PadTop, stop = Math.Min(count, i + g.OW - ox), toX = i - ox;
            bool inside = y0 >= 0 && y0 + ((g.KH - 1) * g.DilationH) < g.H;
            int first = inside ? Math.Clamp(toX + firstInside, i, stop) : stop, last = Math.Clamp(toX + endInside, first, stop);
            for (; i < first; i++)
                GatherAtEdge(input, end, g, y0, ((i - toX) * g.StrideW) - g.PadLeft, rows + ((nint)i * rowLength), rowLength, padding);
            T* patch = input + (y0 * inputRow) + ((((i - toX) * (nint)g.StrideW) - g.PadLeft) * g.C), limit = end - blocks - ((g.KH - 1) * nextSegment);
            for (; i < last && patch <= limit; i++, patch += nextPatch)
            {
                T* from = patch, to = rows + ((nint)i * rowLength);
                for (int kh = 0; kh < g.KH; kh++, from += nextSegment, to += segment)
                {
                    for (int j = 0; j < blocks; j += Vector128<T>.Count)
                        Vector128.Load(from + j).Store(to + j);
                }

                Vector128<T>.Zero.Store(to);
            }

            for (; i < stop; i++)
                GatherAtEdge(input, end, g, y0, ((i - toX) * g.StrideW) - g.PadLeft, rows + ((nint)i * rowLength), rowLength, padding);
        }
    }

    /// <summary>The columns of the output, from the first to behind the last, whose patches of neighbouring taps lie between the input's sides.</summary>
    public static (int First, int End) Inside(in PatchGrid g)
    {
        int first = (g.PadLeft + g.StrideW - 1) / g.StrideW, room = g.W - g.KW + g.PadLeft;
        return (first, room < 0 ? first : Math.Max(first, (room / g.StrideW) + 1));
    }

    [MethodImpl(Compilation.Hot)]
    private static void GatherAtEdge<T>(T* input, T* end, in PatchGrid g, int y0, int x0, T* to, int rowLength, T padding)
        where T : unmanaged
    {
        int segment = g.KW * g.C;
        for (int kh = 0; kh < g.KH; kh++, to += segment)
        {
            int y = y0 + (kh * g.DilationH);
            if ((uint)y >= (uint)g.H)
                Fill(to, segment, padding);
            else
                Taps(input + ((nint)y * g.W * g.C), end, g, x0, to, padding);
        }

        // Behind K; at most a block, for Kr is.
        if (rowLength != g.K)
            Vector128<T>.Zero.Store(to);
    }

    /// <summary>One row of taps, some of which may lie left or right of the input.</summary>
    /// <param name="inputRow">The input's row, column 0.</param>
    /// <param name="end">Behind the input's last element.</param>
    /// <param name="g">The shape.</param>
    /// <param name="x0">Column of the first tap.</param>
    /// <param name="to">Receives KW·C elements, and up to <see cref="Slack"/> bytes more.</param>
    /// <param name="padding">What a tap outside reads.</param>
    [MethodImpl(Compilation.Hot)]
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

    /// <summary>Copies an input into the middle of its padding.</summary>
    /// <param name="input">[H, W, C]</param>
    /// <param name="g">The shape.</param>
    /// <param name="around">The shape with the padding in the input.</param>
    /// <param name="padding">What a tap outside reads.</param>
    /// <param name="to">Receives the input of <paramref name="around"/>, and up to <see cref="Slack"/> bytes more.</param>
    [MethodImpl(Compilation.Hot)]
    public static void Surround<T>(T* input, in PatchGrid g, in PatchGrid around, T padding, T* to)
        where T : unmanaged
    {
        T* end = input + g.InputLength;
        int row = g.W * g.C, before = g.PadLeft * g.C, after = (around.W - g.W - g.PadLeft) * g.C;
        Fill(to, ((g.PadTop * around.W) + g.PadLeft) * g.C, padding);
        to += ((g.PadTop * around.W) + g.PadLeft) * g.C;
        for (int y = 0; y < g.H; y++, input += row)
        {
            Copy(input, end, to, row);
            Fill(to + row, before + after, padding);
            to += row + before + after;
        }

        // The last row's end and the next one's begin are written already.
        int below = ((around.H - g.PadTop - g.H) * around.W * g.C) - before;
        if (below > 0)
            Fill(to, below, padding);
    }

    /// <summary>Fills <paramref name="length"/> elements, and up to <see cref="Slack"/> bytes more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fill<T>(T* to, int length, T padding)
        where T : unmanaged
    {
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (var wide = Vector512.Create(padding); i <= length - Vector512<T>.Count; i += Vector512<T>.Count)
                wide.Store(to + i);
        }

        var block = Vector128.Create(padding);
        for (; i < length; i += Vector128<T>.Count)
            block.Store(to + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<T>(T* from, T* end, T* to, int length)
        where T : unmanaged
    {
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; i <= length - Vector512<T>.Count; i += Vector512<T>.Count)
                Vector512.Load(from + i).Store(to + i);
        }

        for (T* last = end - Vector128<T>.Count; i < length && from + i <= last; i += Vector128<T>.Count)
            Vector128.Load(from + i).Store(to + i);
        for (; i < length; i++)
            to[i] = from[i];
    }
}
