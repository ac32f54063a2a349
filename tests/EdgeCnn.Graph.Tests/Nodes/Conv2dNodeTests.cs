using EdgeCnn.Graph.Nodes;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Nodes;

public sealed class Conv2dNodeTests
{
    private static readonly Conv2dNode Node = new() { Name = "stem", Inputs = ["x", "w", "b"], Output = "y", Window = new() { StrideH = 2, StrideW = 3, PadTop = 1, PadRight = 2, DilationW = 2 } };

    [Fact]
    public void InferShape_AsymmetricWindow_FollowsFormula()
    {
        // (10 + 1 − 2 − 1) / 2 + 1 = 5 rows; (11 + 2 − 2·(2−1) − 1) / 3 + 1 = 4 columns.
        Assert.Equal(new Shape(2, 5, 4, 7), Node.InferShape([Real("x", 2, 10, 11, 5), Real("w", 7, 3, 2, 5), Real("b", 7)]));
        Assert.Equal(2L * 5 * 4 * 7 * (3 * 2 * 5), Node.MultiplyAdds([Real("x", 2, 10, 11, 5), Real("w", 7, 3, 2, 5)], Real("y", 2, 5, 4, 7)));
    }

    [Fact]
    public void InferShape_OtherChannels_NamesNodeExpectedAndGot()
    {
        var error = Assert.Throws<GraphException>(() => Node.InferShape([Real("x", 1, 8, 8, 3), Real("w", 4, 3, 3, 1)]));
        Assert.Equal("Conv2d 'stem'", error.Node);
        Assert.StartsWith("Conv2d 'stem': weights expect 1 input channels, got 3.", error.Message, StringComparison.Ordinal);
        Assert.Contains("[1,8,8,3]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[4,3,3,1]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InferShape_OtherRanks_NamesBoth()
    {
        var error = Assert.Throws<GraphException>(() => Node.InferShape([Real("x", 8, 8, 3), Real("w", 4, 3)]));
        Assert.Contains("expects input [N,H,W,C] and weights [OC,KH,KW,C], got [8,8,3] and [4,3]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InferShape_OtherBias_NamesBoth()
    {
        var error = Assert.Throws<GraphException>(() => Node.InferShape([Real("x", 1, 8, 8, 1), Real("w", 4, 3, 3, 1), Real("b", 1, 4)]));
        Assert.Contains("bias expects shape [4], got [1,4]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InferShape_KernelTooLarge_Throws()
    {
        var error = Assert.Throws<GraphException>(() => Node.InferShape([Real("x", 1, 8, 2, 1), Real("w", 4, 3, 9, 1)]));
        Assert.Equal("Conv2d 'stem'", error.Node);
    }
}
