using EdgeCnn.Graph.Nodes;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Nodes;

public sealed class QuantizeLinearNodeTests
{
    private static readonly QuantizeLinearNode Node = new() { Name = "q", Inputs = ["x"], Output = "y" };

    [Fact]
    public void CheckTypes_FloatToCodesWithOneScale_IsNull() => Assert.Null(Node.CheckTypes([Real("x", 2)], Codes("y", 1, 0, 2)));

    [Fact]
    public void CheckTypes_Other_NamesTypes()
    {
        Assert.EndsWith("got UInt8 and UInt8", Node.CheckTypes([Codes("x", 1, 0, 2)], Codes("y", 1, 0, 2)), StringComparison.Ordinal);
        Assert.EndsWith("got Float32 and Float32", Node.CheckTypes([Real("x", 2)], Real("y", 2)), StringComparison.Ordinal);
        Assert.NotNull(Node.CheckTypes([Real("x", 2)], Codes("y", 1, 0, 2) with { Quant = null }));
        Assert.NotNull(Node.CheckTypes([Real("x", 2)], Codes("y", 1, 0, 2) with { Quant = QuantParams.PerChannel([1f, 2f]) }));
        Assert.NotNull(Node.CheckTypes([Real("x", 2)], Codes("y", 1, 0, 2) with { Type = DataType.Int32 }));
    }
}
