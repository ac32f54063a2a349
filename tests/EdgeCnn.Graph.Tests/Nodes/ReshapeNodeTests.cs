using EdgeCnn.Graph.Nodes;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Nodes;

public sealed class ReshapeNodeTests
{
    private static ReshapeNode To(params int[] dims) => new() { Name = "flat", Inputs = ["x"], Output = "y", Target = new(dims) };

    [Fact]
    public void InferShape_SameElements_GivesTarget()
    {
        Assert.Equal(new Shape(4, 6), To(4, 6).InferShape([Real("x", 2, 3, 4)]));
        Assert.Equal(new Shape(), To().InferShape([Real("x", 1, 1)]));
    }

    [Fact]
    public void InferShape_OtherElements_NamesNodeAndShapes()
    {
        var error = Assert.Throws<GraphException>(() => To(5, 5).InferShape([Real("x", 2, 3, 4)]));
        Assert.StartsWith("Reshape 'flat': cannot give [2,3,4] the shape [5,5]", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-2, -12)]
    [InlineData(0)]
    [InlineData(65536, 65536, 65536)]
    [InlineData(-1)]
    public void InferShape_TargetOutOfRange_Throws(params int[] dims) =>
        Assert.Throws<GraphException>(() => To(dims).InferShape([Real("x", 2, 3, 4)]));

    [Fact]
    public void InferShape_InputOutOfRange_Throws() =>
        Assert.Throws<GraphException>(() => To(4).InferShape([Real("x", 65536, 65536, 65536)]));
}
