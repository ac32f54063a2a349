using EdgeCnn.Graph.Passes;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Passes;

public sealed class GraphPassesTests
{
    [Fact]
    public void All_Names_AreInOrderAndUnique() =>
        Assert.Equal(["fuse-activation", "fuse-quantization", "remove-dead-nodes", "fold-transpose-into-dense"], GraphPasses.All.Select(pass => pass.Name));

    [Fact]
    public void Run_QdqNetwork_LeavesIntegerLayers()
    {
        NetworkGraph graph = GraphPasses.Run(QdqDense());
        Assert.Equal("QuantizeLinear Dense DequantizeLinear", graph.Operators());
        Assert.Equal(["b", "dq", "w", "x", "xq", "y"], graph.Tensors.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Run_Without_LeavesThosePassesOut()
    {
        NetworkGraph graph = FloatNetwork();
        Assert.Equal("Conv2d MaxPool Reshape Dense Softmax", GraphPasses.Run(graph).Operators());
        Assert.Same(graph, GraphPasses.Run(graph, without: ["fuse-activation"]));
        Assert.Equal(QdqDense().Operators(), GraphPasses.Run(QdqDense(), without: ["fuse-quantization"]).Operators());
    }

    [Fact]
    public void Run_BrokenGraph_Throws() =>
        Assert.Throws<GraphException>(() => GraphPasses.Run(FloatNetwork() with { Outputs = ["nothing"] }));
}
