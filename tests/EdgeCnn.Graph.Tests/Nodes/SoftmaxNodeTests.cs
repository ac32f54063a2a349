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
    public void CheckTypes_OneTypeThroughout_IsTaken()
    {
        Assert.Null(Node.CheckTypes([Real("x", 2)], Real("y", 2)));
        Assert.Null(Node.CheckTypes([Codes("x", 1, 0, 2)], Codes("y", 0.25f, 3, 2)));
        Assert.Equal("wants Float32 or one 8-bit type throughout, got UInt8 and Float32", Node.CheckTypes([Codes("x", 1, 0, 2)], Real("y", 2)));
        Assert.Equal("wants Float32 or one 8-bit type throughout, got Float32 and UInt8", Node.CheckTypes([Real("x", 2)], Codes("y", 1, 0, 2)));
    }

    [Fact]
    public void CheckTypes_LogarithmOfCodes_IsRefused()
    {
        SoftmaxNode logarithm = Node with { Logarithm = true };
        Assert.Null(logarithm.CheckTypes([Real("x", 2)], Real("y", 2)));
        Assert.Equal("wants Float32, got UInt8 and UInt8", logarithm.CheckTypes([Codes("x", 1, 0, 2)], Codes("y", 1, 0, 2)));
    }
}
