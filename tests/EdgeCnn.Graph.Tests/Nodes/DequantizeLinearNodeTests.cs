using EdgeCnn.Graph.Nodes;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Nodes;

public sealed class DequantizeLinearNodeTests
{
    private static readonly DequantizeLinearNode Node = new() { Name = "d", Inputs = ["x"], Output = "y" };

    [Fact]
    public void CheckTypes_IntegersWithScales_AreTaken()
    {
        Assert.Null(Node.CheckTypes([Codes("x", 1, 0, 2)], Real("y", 2)));
        Assert.Null(Node.CheckTypes([new("x", DataType.Int32, new(2), QuantParams.PerChannel([1f, 2f]))], Real("y", 2)));
    }

    [Fact]
    public void CheckTypes_Other_NamesTypes()
    {
        Assert.EndsWith("got Float32 and Float32", Node.CheckTypes([Real("x", 2)], Real("y", 2)), StringComparison.Ordinal);
        Assert.EndsWith("got UInt8 and UInt8", Node.CheckTypes([Codes("x", 1, 0, 2)], Codes("y", 1, 0, 2)), StringComparison.Ordinal);
        Assert.NotNull(Node.CheckTypes([Codes("x", 1, 0, 2) with { Quant = null }], Real("y", 2)));
    }
}
