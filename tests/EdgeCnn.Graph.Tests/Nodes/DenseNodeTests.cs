using EdgeCnn.Graph.Nodes;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Nodes;

public sealed class DenseNodeTests
{
    private static readonly DenseNode Node = new() { Name = "head", Inputs = ["x", "w", "b"], Output = "y" };

    [Fact]
    public void InferShape_Matrices_GivesRowsByOutputs()
    {
        Assert.Equal(new Shape(5, 7), Node.InferShape([Real("x", 5, 3), Real("w", 7, 3), Real("b", 7)]));
        Assert.Equal(5L * 7 * 3, Node.MultiplyAdds([Real("x", 5, 3), Real("w", 7, 3)], Real("y", 5, 7)));
    }

    [Fact]
    public void InferShape_OtherInputs_NamesNodeExpectedAndGot()
    {
        var error = Assert.Throws<GraphException>(() => Node.InferShape([Real("x", 1, 6), Real("w", 2, 5)]));
        Assert.Equal("Dense 'head': weights expect 5 inputs, got 6. Input [1,6], weights [2,5].", error.Message);
    }

    [Fact]
    public void InferShape_OtherRank_NamesBoth()
    {
        var error = Assert.Throws<GraphException>(() => Node.InferShape([Real("x", 1, 1, 1, 6), Real("w", 2, 6)]));
        Assert.Contains("got [1,1,1,6] and [2,6]", error.Message, StringComparison.Ordinal);
        Assert.Throws<GraphException>(() => Node.InferShape([Real("x", 1, 6), Real("w", 6)]));
    }

    [Fact]
    public void InferShape_OtherBias_Throws() =>
        Assert.Throws<GraphException>(() => Node.InferShape([Real("x", 1, 6), Real("w", 2, 6), Real("b", 3)]));
}
