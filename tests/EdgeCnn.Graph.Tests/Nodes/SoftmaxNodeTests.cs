using EdgeCnn.Graph.Nodes;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Nodes;

public sealed class SoftmaxNodeTests
{
    private static readonly SoftmaxNode Node = new() { Name = "s", Inputs = ["x"], Output = "y" };

    [Fact]
    public void InferShape_AtLeastOneAxis_Keeps() => Assert.Equal(new Shape(2, 3), Node.InferShape([Real("x", 2, 3)]));

    [Fact]
    public void InferShape_Scalar_Throws()
    {
        var error = Assert.Throws<GraphException>(() => Node.InferShape([Real("x")]));
        Assert.Equal("Softmax 's': expects at least one axis, got a scalar.", error.Message);
    }

    [Fact]
    public void CheckTypes_OnlyFloats_AreTaken()
    {
        Assert.Null(Node.CheckTypes([Real("x", 2)], Real("y", 2)));
        Assert.Equal("wants Float32, got UInt8 and Float32", Node.CheckTypes([Codes("x", 1, 0, 2)], Real("y", 2)));
        Assert.Equal("wants Float32, got Float32 and UInt8", Node.CheckTypes([Real("x", 2)], Codes("y", 1, 0, 2)));
    }
}
