using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Elementwise;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Training.Layers.Convolution;

/// <summary>The derivative of a convolution with respect to its input for any shape: gradients of patches, added where they were taken.</summary>
internal sealed class ScatteredInputGradient
{
    private readonly PatchGrid grid;
    private readonly ForwardConvolution product; // dy·W: [M, N] by [N, K]
    private readonly float[] turned; // [K, N]
    private readonly int n;

    public ScatteredInputGradient(KernelSet kernels, PatchGrid grid, int n)
    {
        this.grid = grid;
        this.n = n;
        product = new ForwardConvolution(kernels, PatchGrid.Matrix(grid.M, n), grid.K);
        turned = new float[grid.K * n];
    }

    public int ScratchFloats => (grid.M * grid.K) + product.ScratchFloats;

    public void Pack(ReadOnlySpan<float> weights)
    {
        for (int k = 0; k < grid.K; k++)
        {
            for (int oc = 0; oc < n; oc++)
                turned[(k * n) + oc] = weights[(oc * grid.K) + k];
        }

        product.Pack(turned);
    }

    public void Run(ReadOnlySpan<float> dy, Span<float> dx, Span<float> scratch)
    {
        Span<float> patches = scratch[..(grid.M * grid.K)];
        product.Run(dy, [], (float.NegativeInfinity, float.PositiveInfinity), patches, scratch[patches.Length..]);
        dx.Clear();
        for (int oy = 0, at = 0; oy < grid.OH; oy++)
        {
            for (int ox = 0; ox < grid.OW; ox++)
            {
                for (int kh = 0; kh < grid.KH; kh++, at += grid.KW * grid.C)
                {
                    int y = (oy * grid.StrideH) - grid.PadTop + (kh * grid.DilationH);
                    if ((uint)y < (uint)grid.H)
                        AddRow(patches.Slice(at, grid.KW * grid.C), (ox * grid.StrideW) - grid.PadLeft, dx.Slice(y * grid.W * grid.C, grid.W * grid.C));
                }
            }
        }
    }

    // The taps of one kernel row; without dilation they lie side by side in the picture.
    private void AddRow(ReadOnlySpan<float> patch, int left, Span<float> row)
    {
        int channels = grid.C;
        if (grid.DilationW == 1)
        {
            int first = Math.Max(0, -left), count = Math.Min(grid.KW, grid.W - left) - first;
            if (count > 0)
                AddTo(row.Slice((left + first) * channels, count * channels), patch.Slice(first * channels, count * channels));
            return;
        }

        for (int kw = 0; kw < grid.KW; kw++)
        {
            int x = left + (kw * grid.DilationW);
            if ((uint)x < (uint)grid.W)
                AddTo(row.Slice(x * channels, channels), patch.Slice(kw * channels, channels));
        }
    }

    private static void AddTo(Span<float> sum, ReadOnlySpan<float> values) => AddF32.Run(sum, values, float.NegativeInfinity, float.PositiveInfinity, sum);
}
