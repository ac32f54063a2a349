using System.Runtime.InteropServices;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Training.Layers.Convolution;

/// <summary>Products of a block's rows with a weight matrix.</summary>
internal sealed class MatrixProduct
{
    private const int TypicalRows = 16;
    private readonly int k;
    private readonly int n;
    private readonly GemmF32Kernel kernel;
    private readonly float[] packed;

    public MatrixProduct(KernelSet kernels, int k, int n)
    {
        this.k = k;
        this.n = n;
        var grid = PatchGrid.Matrix(TypicalRows, k);
        kernel = kernels.LinearF32.OfType<GemmF32Kernel>().Where(candidate => candidate.IsSupported && candidate.Accepts(grid, n)).MinBy(candidate => candidate.Cost(grid, n))!;
        packed = new float[kernel.PackedElements(grid, n)];
    }

    public int ScratchFloats(int rows) => (kernel.ScratchBytes(PatchGrid.Matrix(rows, k), n) + 3) / 4;

    /// <summary>Takes changed weights as [n, k].</summary>
    public void Pack(ReadOnlySpan<float> weights) => GemmPacking.PackRows(weights, n, k, kernel.Format, packed);

    /// <summary>Takes changed weights as [k, n].</summary>
    public void PackTransposed(ReadOnlySpan<float> weights) => GemmPacking.PackColumns(weights, n, k, kernel.Format, packed);

    public void Run(ReadOnlySpan<float> x, int rows, ReadOnlySpan<float> bias, (float Low, float High) bounds, Span<float> y, Span<float> scratch) => kernel.Run(new LinearF32Args
    {
        Input = x,
        Grid = PatchGrid.Matrix(rows, k),
        PackedWeights = packed,
        Bias = bias,
        Minimum = bounds.Low,
        Maximum = bounds.High,
        Output = y,
        N = n,
        Scratch = MemoryMarshal.AsBytes(scratch),
    });
}
