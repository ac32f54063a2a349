using EdgeCnn.Graph.Nodes;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests;

public sealed class NetworkGraphBuilderTests
{
    [Fact]
    public void Build_SmallNetwork_InfersShapesAndCounts()
    {
        NetworkGraph graph = FloatNetwork();
        Assert.Equal(new Shape(1, 4, 4, 3), graph.Tensor("c").Shape);
        Assert.Equal(new Shape(1, 2, 2, 3), graph.Tensor("p").Shape);
        Assert.Equal(new Shape(1, 2), graph.Tensor("y").Shape);
        Assert.Equal((4 * 4 * 3 * 9) + (2 * 12), graph.MultiplyAdds);
        Assert.Equal(27 + 3 + 24, graph.Parameters);
        Assert.Equal("conv", graph.Producer("c")?.Name);
        Assert.Null(graph.Producer("x"));
        Assert.Equal(["relu"], graph.Consumers("c").Select(node => node.Name));
        Assert.Equal(Ramp(3), graph.Constant<float>("b1"));
    }

    [Fact]
    public void Add_NameTwice_Throws()
    {
        NetworkGraphBuilder builder = new("twice");
        builder.AddInput(Real("x", 1, 2));
        Assert.Contains("two tensors are called 'x'", Assert.Throws<GraphException>(() => builder.AddInput(Real("x", 1, 2))).Message, StringComparison.Ordinal);
        Assert.Throws<GraphException>(() => builder.AddConstant<float>(Real("x", 1), [1f]));
        Assert.Throws<GraphException>(() => builder.Add(new SoftmaxNode { Name = "s", Inputs = ["x"], Output = "x" }));
        builder.Add(new SoftmaxNode { Name = "s", Inputs = ["x"], Output = "y" });
        builder.AddOutput("y");
        NetworkGraph graph = builder.Build();
        Assert.Equal((1, 2), (graph.Nodes.Length, graph.Tensors.Count));
    }

    [Fact]
    public void Add_UnknownTensor_NamesGraphAndTensor()
    {
        NetworkGraphBuilder builder = new("net");
        var error = Assert.Throws<GraphException>(() => builder.Add(new SoftmaxNode { Name = "s", Inputs = ["nothing"], Output = "y" }));
        Assert.Equal("graph 'net': no tensor 'nothing'.", error.Message);
        Assert.Throws<GraphException>(() => builder.AddOutput("nothing"));
        Assert.False(builder.Has("nothing"));
        Assert.False(builder.Has("y"));
    }

    [Fact]
    public void Build_NoInputOrOutput_Throws()
    {
        NetworkGraphBuilder builder = new("empty");
        Assert.Contains("at least one input and one output", Assert.Throws<GraphException>(builder.Build).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_ConstantOfOtherLength_NamesBytes()
    {
        NetworkGraphBuilder builder = new("net");
        builder.AddInput(Real("x", 1));
        builder.AddConstant<float>(Real("w", 3), [1f, 2f]);
        builder.AddOutput("x");
        Assert.Contains("constant w Float32[3] has 8 bytes", Assert.Throws<GraphException>(builder.Build).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_ShapeOutOfRange_NamesTensorOrNode()
    {
        NetworkGraphBuilder builder = new("large");
        Assert.Contains("'x' has a shape out of range: [65536,65536,65536]", Assert.Throws<GraphException>(() => builder.AddInput(Real("x", 65536, 65536, 65536))).Message, StringComparison.Ordinal);
        builder.AddInput(Real("x", 1, 65536, 16384, 1));
        builder.AddConstant<float>(Real("w", 4, 1, 1, 1), [1, 2, 3, 4]);
        var error = Assert.Throws<GraphException>(() => builder.Add(new Conv2dNode { Name = "wide", Inputs = ["x", "w"], Output = "y" }));
        Assert.Equal("Conv2d 'wide': gives the shape [1,65536,16384,4], which is out of range.", error.Message);
    }

    [Fact]
    public void Constant_NotAConstant_Throws()
    {
        NetworkGraph graph = FloatNetwork();
        Assert.Contains("'x' is not a constant", Assert.Throws<GraphException>(() => graph.Constant<float>("x").Length).Message, StringComparison.Ordinal);
        Assert.Contains("no tensor 'q'", Assert.Throws<GraphException>(() => graph.Tensor("q")).Message, StringComparison.Ordinal);
    }
}
