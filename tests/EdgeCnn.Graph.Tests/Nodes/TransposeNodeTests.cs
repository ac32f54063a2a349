using EdgeCnn.Graph.Nodes;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Nodes;

public sealed class TransposeNodeTests
{
    private static TransposeNode By(params int[] axes) => new() { Name = "turn", Inputs = ["x"], Output = "y", Permutation = [.. axes] };

    [Fact]
    public void InferShape_Permutation_NamesSourceAxes()
    {
        Assert.Equal(new Shape(2, 5, 3, 4), By(0, 3, 1, 2).InferShape([Real("x", 2, 3, 4, 5)]));
        Assert.Equal(new Shape(), By().InferShape([Real("x")]));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 1, 2, 3)]
    [InlineData(0, 1, 1)]
    [InlineData(0, 1, 3)]
    [InlineData(0, -1, 2)]
    [InlineData(int.MinValue, int.MaxValue, 0)]
    public void InferShape_NoPermutation_NamesNodeAndShape(params int[] axes)
    {
        var error = Assert.Throws<GraphException>(() => By(axes).InferShape([Real("x", 2, 3, 4)]));
        Assert.Equal("Transpose 'turn'", error.Node);
        Assert.Contains($"[{string.Join(',', axes)}]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[2,3,4]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InferShape_DefaultPermutation_Throws() =>
        Assert.Throws<GraphException>(() => (By() with { Permutation = default }).InferShape([Real("x", 2)]));
}
