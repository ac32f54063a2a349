using BenchmarkDotNet.Attributes;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Depthwise;

namespace EdgeCnn.Benchmarks.Depthwise;

/// <summary>Int8 depthwise convolutions.</summary>
public class DepthwiseInt8Benchmarks
{
    private readonly Requantization requantization = new();
    private byte[] input = [], output = [], scratch = [];
    private sbyte[] packed = [];

    /// <summary>Kernels and layers.</summary>
    public static IEnumerable<KernelCase<DepthwiseInt8Kernel>> Cases =>
        KernelCase<DepthwiseInt8Kernel>.Of(LayerShape.Depthwise, set => set.DepthwiseInt8, (kernel, shape) => kernel.IsSupported && kernel.Accepts(shape.Grid), shape => shape.DepthwiseMacs);

    /// <summary>The case.</summary>
    [ParamsSource(nameof(Cases))]
    public KernelCase<DepthwiseInt8Kernel> Case { get; set; } = null!;

    /// <summary>Draws codes and packs the weights.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var (grid, n, random) = (Case.Shape.Grid, Case.Shape.N, new Random(43));
        input = new byte[grid.InputLength];
        random.NextBytes(input);
        requantization.Prepare(n);
        output = new byte[grid.M * n];
        packed = new sbyte[Case.Kernel.PackedElements(grid)];
        scratch = new byte[Case.Kernel.ScratchBytes(grid)];
        Case.Kernel.Pack([.. Enumerable.Range(0, grid.K).Select(_ => (sbyte)random.Next(-127, 128))], grid, packed);
    }

    /// <summary>One layer.</summary>
    [Benchmark]
    public void Run() => Case.Kernel.Run(new DepthwiseInt8Args { Input = input, Grid = Case.Shape.Grid, InputZeroPoint = 3, PackedWeights = packed, Requantize = requantization.Of(Case.Set.Sign), Output = output, Scratch = scratch });
}
