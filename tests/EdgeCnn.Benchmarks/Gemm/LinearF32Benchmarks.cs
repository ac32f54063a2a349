using BenchmarkDotNet.Attributes;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Benchmarks.Gemm;

/// <summary>Float convolutions and matrix products.</summary>
public class LinearF32Benchmarks
{
    private float[] input = [], packed = [], bias = [], output = [];
    private byte[] scratch = [];

    /// <summary>Kernels and layers.</summary>
    public static IEnumerable<KernelCase<LinearF32Kernel>> Cases =>
        KernelCase<LinearF32Kernel>.Of(LayerShape.Linear, set => set.LinearF32, (kernel, shape) => kernel.IsSupported && kernel.Accepts(shape.Grid, shape.N), shape => shape.LinearMacs);

    /// <summary>The case.</summary>
    [ParamsSource(nameof(Cases))]
    public KernelCase<LinearF32Kernel> Case { get; set; } = null!;

    /// <summary>Draws numbers and packs the weights.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var (grid, n, random) = (Case.Shape.Grid, Case.Shape.N, new Random(42));
        input = Floats(grid.InputLength);
        bias = Floats(n);
        output = new float[grid.M * n];
        packed = new float[Case.Kernel.PackedElements(grid, n)];
        scratch = new byte[Case.Kernel.ScratchBytes(grid, n)];
        Case.Kernel.Pack(Floats(n * grid.K), grid, n, packed);

        float[] Floats(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    /// <summary>One layer.</summary>
    [Benchmark]
    public void Run() => Case.Kernel.Run(new LinearF32Args { Input = input, Grid = Case.Shape.Grid, PackedWeights = packed, Bias = bias, Output = output, N = Case.Shape.N, Scratch = scratch });
}
