using EdgeCnn.Cli.Benchmarks;
using EdgeCnn.Graph;
using EdgeCnn.Runtime;
using EdgeCnn.Runtime.Tuning;

namespace EdgeCnn.Cli.Tests.Benchmarks;

public sealed class EachKernelTests
{
    [Fact]
    public void Table_EveryKernel_HasALineAndThePickAMark()
    {
        var output = new PlanTensorSummary("y", "y", DataType.Int8, new Shape(1, 4), 4, 0);
        string table = new EachKernel("m", "neon", 2,
        [
            new LayerTrial("c1", "Conv2d", output, 2_000_000, "slow", [new("slow", 1000, 9), new("fast", 500, 9), new("slower", 2000, 9)]),
            new LayerTrial("c2", "Conv2d", output, 0, "only", [new("only", 1.25, 9)]),
        ]).Table();
        Assert.Matches(@"(?m)^c1 +slow +1000\.0 +2\.00 <--$", table);
        Assert.Matches(@"(?m)^ +fast +500\.0 +4\.00 !$", table);
        Assert.Matches(@"(?m)^ +slower +2000\.0 +1\.00$", table);
        Assert.Matches(@"(?m)^c2 +only +1\.[23] +0\.00 <--$", table);
        Assert.EndsWith("picks 1001.2 µs together, the fastest of each layer 501.2", table, StringComparison.Ordinal);
    }
}
