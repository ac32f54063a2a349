using EdgeCnn.Graph.Nodes;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Nodes;

public sealed class MaxPoolNodeTests
{
    private static readonly MaxPoolNode Node = new() { Name = "pool", Inputs = ["x"], Output = "y", KernelH = 3, KernelW = 2, Window = new() { StrideH = 2, PadTop = 1 } };

    [Fact]
    public void InferShape_Window_FollowsFormula() =>
        // (8 + 1 − 2 − 1) / 2 + 1 = 4; 9 − 1 − 1 + 1 = 8.
        Assert.Equal(new Shape(3, 4, 8, 5), Node.InferShape([Real("x", 3, 8, 9, 5)]));

    [Fact]
    public void InferShape_OtherRank_NamesNodeExpectedAndGot()
    {
        var error = Assert.Throws<GraphException>(() => Node.InferShape([Real("x", 8, 9, 5)]));
        Assert.Equal("MaxPool 'pool': expects input [N,H,W,C], got [8,9,5].", error.Message);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    [InlineData(100, 1)]
    [InlineData(1, int.MaxValue)]
    public void InferShape_BadKernel_Throws(int height, int width) =>
        Assert.Throws<GraphException>(() => (Node with { KernelH = height, KernelW = width }).InferShape([Real("x", 1, 8, 8, 1)]));
}
