using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Training.Layers.Convolution;

/// <summary>The derivative of a convolution of stride 1 with respect to its input: the convolution of the output gradient with the taps turned round, padded by what the window's reach leaves.</summary>
/// <remarks>Source: Dumoulin and Visin 2016, "A guide to convolution arithmetic for deep learning", §4.2.</remarks>
internal sealed class InputGradient
{
    private readonly PatchGrid grid;
    private readonly int n;
    private readonly ForwardConvolution convolution;
    private readonly float[] turned; // [C, KH, KW, N]

    public InputGradient(KernelSet kernels, PatchGrid grid, int n)
    {
        this.grid = grid;
        this.n = n;
        convolution = new ForwardConvolution(
            kernels,
            new PatchGrid
            {
                H = grid.OH,
                W = grid.OW,
                C = n,
                KH = grid.KH,
                KW = grid.KW,
                OH = grid.H,
                OW = grid.W,
                PadTop = ((grid.KH - 1) * grid.DilationH) - grid.PadTop,
                PadLeft = ((grid.KW - 1) * grid.DilationW) - grid.PadLeft,
                DilationH = grid.DilationH,
                DilationW = grid.DilationW,
            },
            grid.C);
        turned = new float[grid.K * n];
    }

    public int ScratchFloats => convolution.ScratchFloats;

    /// <summary>True for stride 1 and no padding beyond the window's reach.</summary>
    public static bool Accepts(in PatchGrid grid) =>
        grid.StrideH == 1 && grid.StrideW == 1 && grid.PadTop <= (grid.KH - 1) * grid.DilationH && grid.PadLeft <= (grid.KW - 1) * grid.DilationW;

    /// <summary>Takes changed weights.</summary>
    /// <param name="weights">[N, KH, KW, C]</param>
    public void Pack(ReadOnlySpan<float> weights)
    {
        int taps = grid.KH * grid.KW, at = 0;
        for (int c = 0; c < grid.C; c++)
        {
            for (int tap = taps - 1; tap >= 0; tap--)
            {
                for (int oc = 0; oc < n; oc++)
                    turned[at++] = weights[(((oc * taps) + tap) * grid.C) + c];
            }
        }

        convolution.Pack(turned);
    }

    public void Run(ReadOnlySpan<float> dy, Span<float> dx, Span<float> scratch) =>
        convolution.Run(dy, [], (float.NegativeInfinity, float.PositiveInfinity), dx, scratch);
}
