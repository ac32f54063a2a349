using System.Runtime.CompilerServices;

namespace EdgeCnn.Kernels.Gemm;

/// <summary>Copies patches of an NHWC tensor into the rows that a micro-kernel reads (implicit im2col).</summary>
internal static unsafe class PatchGather
{
    /// <summary>Gathers <paramref name="count"/> patches from output pixel <paramref name="m0"/> on.</summary>
    /// <remarks>
    /// Layout: row i starts at <paramref name="rows"/> + i·<paramref name="rowLength"/>; elements behind K are set to zero.
    /// A tap outside the input reads <paramref name="padding"/>, for int8 the input's zero point, so that it counts as 0.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather<T>(T* input, in PatchGrid g, int m0, int count, T* rows, int rowLength, T padding)
        where T : unmanaged
    {
        int tail = rowLength - g.K;
        int oy = m0 / g.OW, ox = m0 - (oy * g.OW);
        for (int i = 0; i < count; i++)
        {
            T* to = rows + ((nint)i * rowLength);
            int y0 = (oy * g.StrideH) - g.PadTop, x0 = (ox * g.StrideW) - g.PadLeft;
            for (int kh = 0; kh < g.KH; kh++)
            {
                int y = y0 + (kh * g.DilationH);
                int segment = g.KW * g.C;
                if ((uint)y >= (uint)g.H)
                    new Span<T>(to, segment).Fill(padding);
                else if (g.DilationW == 1 && x0 >= 0 && x0 + g.KW <= g.W)
                    Copy(input + ((((nint)y * g.W) + x0) * g.C), to, segment);
                else
                    GatherTaps(input + ((nint)y * g.W * g.C), g, x0, to, padding);
                to += segment;
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

    private static void GatherTaps<T>(T* inputRow, in PatchGrid g, int x0, T* to, T padding)
        where T : unmanaged
    {
        for (int kw = 0; kw < g.KW; kw++, to += g.C)
        {
            int x = x0 + (kw * g.DilationW);
            if ((uint)x < (uint)g.W)
                Copy(inputRow + ((nint)x * g.C), to, g.C);
            else
                new Span<T>(to, g.C).Fill(padding);
        }
    }

    // A call of memmove costs more than it copies for the 3 to 12 bytes of a first layer's patch row.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<T>(T* from, T* to, int length)
        where T : unmanaged
    {
        if (length * sizeof(T) >= 32)
        {
            Unsafe.CopyBlockUnaligned(to, from, (uint)(length * sizeof(T)));
            return;
        }

        for (int i = 0; i < length; i++)
            to[i] = from[i];
    }
}
