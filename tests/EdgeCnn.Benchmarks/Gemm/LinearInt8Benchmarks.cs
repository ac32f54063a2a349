using BenchmarkDotNet.Attributes;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Benchmarks.Gemm;

/// <summary>Int8 convolutions and matrix products.</summary>
public class LinearInt8Benchmarks
{
    private readonly Requantization requantization = new();
    private byte[] input = [], output = [], scratch = [];
    private sbyte[] packed = [];

    /// <summary>Kernels and layers.</summary>
    public static IEnumerable<KernelCase<LinearInt8Kernel>> Cases =>
        KernelCase<LinearInt8Kernel>.Of(LayerShape.Linear, set => set.LinearInt8, (kernel, shape) => kernel.IsSupported && kernel.Accepts(shape.Grid, shape.N), shape => shape.LinearMacs);

    /// <summary>The case.</summary>
    [ParamsSource(nameof(Cases))]
    public KernelCase<LinearInt8Kernel> Case { get; set; } = null!;

    /// <summary>Draws codes and packs the weights.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var (grid, n, random) = (Case.Shape.Grid, Case.Shape.N, new Random(43));
        input = new byte[grid.InputLength];
        random.NextBytes(input);
        requantization.Prepare(n);
        output = new byte[grid.M * n];
        packed = new sbyte[Case.Kernel.PackedElements(grid, n)];
        scratch = new byte[Case.Kernel.ScratchBytes(grid, n)];
        Case.Kernel.Pack([.. Enumerable.Range(0, n * grid.K).Select(_ => (sbyte)random.Next(-127, 128))], grid, n, packed);
    }

    /// <summary>One layer.</summary>
    [Benchmark]
    public void Run() => Case.Kernel.Run(new LinearInt8Args { Input = input, Grid = Case.Shape.Grid, InputZeroPoint = 3, PackedWeights = packed, Requantize = requantization.Of(Case.Set.Sign), Output = output, N = Case.Shape.N, Scratch = scratch });
}
