using System.Runtime.InteropServices;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Training.Layers.Convolution;

/// <summary>A convolution of one picture by the cheapest kernel for its shape.</summary>
internal sealed class ForwardConvolution
{
    private readonly PatchGrid grid;
    private readonly int n;
    private readonly LinearF32Kernel kernel;
    private readonly float[] packed;

    public ForwardConvolution(KernelSet kernels, PatchGrid grid, int n)
    {
        this.grid = grid;
        this.n = n;
        kernel = kernels.LinearF32.Where(candidate => candidate.IsSupported && candidate.Accepts(grid, n)).MinBy(candidate => candidate.Cost(grid, n))!;
        packed = new float[kernel.PackedElements(grid, n)];
        ScratchFloats = (kernel.ScratchBytes(grid, n) + 3) / 4;
    }

    public int ScratchFloats { get; }

    /// <summary>Brings changed weights into the kernel's order.</summary>
    /// <param name="weights">[n, KH, KW, C]</param>
    public void Pack(ReadOnlySpan<float> weights) => kernel.Pack(weights, grid, n, packed);

    public void Run(ReadOnlySpan<float> x, ReadOnlySpan<float> bias, (float Low, float High) bounds, Span<float> y, Span<float> scratch) => kernel.Run(new LinearF32Args
    {
        Input = x,
        Grid = grid,
        PackedWeights = packed,
        Bias = bias,
        Minimum = bounds.Low,
        Maximum = bounds.High,
        Output = y,
        N = n,
        Scratch = MemoryMarshal.AsBytes(scratch),
    });
}
