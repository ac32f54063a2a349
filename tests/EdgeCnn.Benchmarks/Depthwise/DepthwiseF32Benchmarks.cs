using BenchmarkDotNet.Attributes;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Depthwise;

namespace EdgeCnn.Benchmarks.Depthwise;

/// <summary>Float depthwise convolutions.</summary>
public class DepthwiseF32Benchmarks
{
    private float[] input = [], packed = [], bias = [], output = [];
    private byte[] scratch = [];

    /// <summary>Kernels and layers.</summary>
    public static IEnumerable<KernelCase<DepthwiseF32Kernel>> Cases =>
        KernelCase<DepthwiseF32Kernel>.Of(LayerShape.Depthwise, set => set.DepthwiseF32, (kernel, shape) => kernel.IsSupported && kernel.Accepts(shape.Grid), shape => shape.DepthwiseMacs);

    /// <summary>The case.</summary>
    [ParamsSource(nameof(Cases))]
    public KernelCase<DepthwiseF32Kernel> Case { get; set; } = null!;

    /// <summary>Draws numbers and packs the weights.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var (grid, n, random) = (Case.Shape.Grid, Case.Shape.N, new Random(42));
        input = Floats(grid.InputLength);
        bias = Floats(n);
        output = new float[grid.M * n];
        packed = new float[Case.Kernel.PackedElements(grid)];
        scratch = new byte[Case.Kernel.ScratchBytes(grid)];
        Case.Kernel.Pack(Floats(grid.K), grid, packed);

        float[] Floats(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    /// <summary>One layer.</summary>
    [Benchmark]
    public void Run() => Case.Kernel.Run(new DepthwiseF32Args { Input = input, Grid = Case.Shape.Grid, PackedWeights = packed, Bias = bias, Output = output, Scratch = scratch });
}
