using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Training.Layers;

/// <summary>The matrix of patches that convolution's derivatives need in memory (im2col and back).</summary>
internal static class Patches
{
    /// <summary>patches[m, kh, kw, c] = the input under output pixel m; zero outside.</summary>
    /// <param name="input">[H, W, C]</param>
    /// <param name="g">Where the patches lie.</param>
    /// <param name="patches">[M, KH, KW, C]</param>
    public static void Gather(ReadOnlySpan<float> input, in PatchGrid g, Span<float> patches)
    {
        int to = 0, run = g.KW * g.C;
        for (int m = 0; m < g.M; m++)
        {
            int y0 = (m / g.OW * g.StrideH) - g.PadTop, x0 = (m % g.OW * g.StrideW) - g.PadLeft;
            bool inside = g.DilationW == 1 && x0 >= 0 && x0 + g.KW <= g.W;
            for (int kh = 0; kh < g.KH; kh++, to += run)
            {
                int y = y0 + (kh * g.DilationH);
                var row = patches.Slice(to, run);
                if ((uint)y >= (uint)g.H)
                {
                    row.Clear();
                    continue;
                }

                if (inside)
                {
                    input.Slice(((y * g.W) + x0) * g.C, run).CopyTo(row);
                    continue;
                }

                for (int kw = 0; kw < g.KW; kw++)
                {
                    int x = x0 + (kw * g.DilationW);
                    var tap = row.Slice(kw * g.C, g.C);
                    if ((uint)x < (uint)g.W)
                        input.Slice(((y * g.W) + x) * g.C, g.C).CopyTo(tap);
                    else
                        tap.Clear();
                }
            }
        }
    }

    /// <summary>Adds each element of each patch to the input element that it was taken from.</summary>
    public static void ScatterAdd(ReadOnlySpan<float> patches, in PatchGrid g, Span<float> input)
    {
        int from = 0;
        for (int m = 0; m < g.M; m++)
        {
            int y0 = (m / g.OW * g.StrideH) - g.PadTop, x0 = (m % g.OW * g.StrideW) - g.PadLeft;
            for (int kh = 0; kh < g.KH; kh++)
            {
                int y = y0 + (kh * g.DilationH);
                for (int kw = 0; kw < g.KW; kw++, from += g.C)
                {
                    int x = x0 + (kw * g.DilationW);
                    if ((uint)y >= (uint)g.H || (uint)x >= (uint)g.W)
                        continue;
                    var tap = patches.Slice(from, g.C);
                    var to = input.Slice(((y * g.W) + x) * g.C, g.C);
                    for (int c = 0; c < to.Length; c++)
                        to[c] += tap[c];
                }
            }
        }
    }

    /// <summary>result[c, r] = matrix[r, c].</summary>
    public static void Transpose(ReadOnlySpan<float> matrix, int rows, int columns, Span<float> result)
    {
        // Blocks keep the strided side in the first cache.
        const int Block = 16;
        for (int r0 = 0; r0 < rows; r0 += Block)
        {
            int r1 = Math.Min(r0 + Block, rows);
            for (int c = 0; c < columns; c++)
            {
                for (int r = r0; r < r1; r++)
                    result[(c * rows) + r] = matrix[(r * columns) + c];
            }
        }
    }
}
