using EdgeCnn.Agent.Benchmarks;
using EdgeCnn.Graph;
using EdgeCnn.Runtime;

namespace EdgeCnn.Agent.Tests.Benchmarks;

public sealed class BenchLayerTests
{
    private static readonly Roof Roof = new(10, "f", 40, "i", [new RoofLevel("L1", 32_000, 1, 20), new RoofLevel("L2", 500_000, 1, 10), new RoofLevel("memory", null, 1, 2)]);

    [Fact]
    public void Of_ManyProducts_IsBoundByThem()
    {
        // 4 million products of bytes at 40 a nanosecond.
        BenchLayer layer = BenchLayer.Of(Step(DataType.UInt8, 1000, 1000, 4_000_000, 5000), 200, Roof, 100_000);
        Assert.Equal((100, "products", 0.5, 7000), (layer.BoundUs, layer.LimitedBy, layer.Roofline, layer.Bytes));
    }

    [Fact]
    public void Of_Floats_AreHeldToTheirOwnPeak() => Assert.Equal(400, BenchLayer.Of(Step(DataType.Float32, 1000, 1000, 4_000_000, 0), 200, Roof, 1000).BoundUs);

    [Fact]
    public void Of_WeightsOfALargeModel_ComeFromMemory()
    {
        // 200 kB at 2 a nanosecond, and 2 kB with them from the second cache at 10.
        BenchLayer layer = BenchLayer.Of(Step(DataType.UInt8, 1000, 1000, 1000, 200_000), 1002, Roof, 5_000_000);
        Assert.Equal((100.2, "memory", 0.1), (layer.BoundUs, layer.LimitedBy, layer.Roofline));
    }

    [Fact]
    public void Of_SmallActivations_ComeFromTheFirstCache()
    {
        BenchLayer layer = BenchLayer.Of(Step(DataType.Float32, 10_000, 10_000, 0, 0), 2, Roof, 5_000_000);
        Assert.Equal((1, "L1", 0.5), (layer.BoundUs, layer.LimitedBy, layer.Roofline));
    }

    private static PlanStepSummary Step(DataType type, int inputBytes, int outputBytes, long macs, long weightBytes) => new()
    {
        Index = 0,
        Op = "Conv2d",
        Node = "conv",
        Inputs = [new PlanTensorSummary("x", "x", type, new Shape(1, 1, 1, 1), inputBytes, 0)],
        Output = new PlanTensorSummary("y", "y", type, new Shape(1, 1, 1, 1), outputBytes, 0),
        Kernel = "kernel",
        MultiplyAdds = macs,
        Parameters = 0,
        WeightBytes = weightBytes,
        ScratchBytes = 0,
    };
}
