using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Passes;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Passes;

public sealed class GraphPassesTests
{
    [Fact]
    public void All_Names_AreInOrderAndUnique() =>
        Assert.Equal([
            "cancel-transposes", "fold-batch-norm", "fuse-activation", "fuse-quantization", "fold-constants", "merge-reshapes",
            "remove-dead-nodes", "fold-transpose-into-dense",
        ], GraphPasses.All.Select(pass => pass.Name));

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
        Assert.Equal(graph.Operators(), GraphPasses.Run(graph, without: ["fuse-activation"]).Operators());
        Assert.Same(graph, GraphPasses.Run(graph, without: [.. GraphPasses.All.Select(pass => pass.Name)]));
        Assert.Equal("QuantizeLinear DequantizeLinear Dense QuantizeLinear DequantizeLinear", GraphPasses.Run(QdqDense(), without: ["fuse-quantization"]).Operators());
    }

    /// <summary>A long chain with work for a pass at every node takes no more time a node than a short one.</summary>
    [Theory]
    [InlineData("relu")]
    [InlineData("batch")]
    [InlineData("quantize")]
    [InlineData("turn")]
    public void Run_LongChain_EndsSoon(string kind)
    {
        NetworkGraph some = Chain(kind, 400), many = Chain(kind, 4_000);
        Assert.True(GraphPasses.Run(many).Nodes.Length <= 4_001, "nodes are left");
        double growth = ThreadClock.Growth(() => GraphPasses.Run(some), () => GraphPasses.Run(many));
        Assert.True(growth < 40, $"ten times as many nodes took {growth:F1} times as long");
    }

    private static NetworkGraph Chain(string kind, int links)
    {
        NetworkGraphBuilder builder = new("chain");
        builder.AddInput(Real("t0", 1, 2, 2, 1));
        builder.AddConstant<float>(Real("w", 1, 1, 1, 1), [1]);
        builder.AddConstant<float>(Real("k"), [1]);
        for (int i = 0; i < links; i++)
        {
            string from = $"t{i}", between = $"b{i}", to = $"t{i + 1}";
            QuantParams quant = QuantParams.PerTensor(0.5f, 3);
            _ = kind switch
            {
                "relu" => builder.Add(new Conv2dNode { Name = between, Inputs = [from, "w"], Output = between }),
                "batch" => builder.Add(new Conv2dNode { Name = between, Inputs = [from, "w"], Output = between }),
                "quantize" => builder.Add(new QuantizeLinearNode { Name = between, Inputs = [from], Output = between }, DataType.UInt8, quant),
                _ => builder.Add(new TransposeNode { Name = between, Inputs = [from], Output = between, Permutation = [0, 2, 1, 3] }),
            };
            _ = kind switch
            {
                "relu" => builder.Add(new ActivationNode { Name = to, Inputs = [between], Output = to, Kind = ActivationKind.Relu }),
                "batch" => builder.Add(new BinaryNode { Name = to, Inputs = [between, "k"], Output = to, Kind = BinaryKind.Mul }),
                "quantize" => builder.Add(new DequantizeLinearNode { Name = to, Inputs = [between], Output = to }),
                _ => builder.Add(new UnaryNode { Name = to, Inputs = [between], Output = to, Kind = UnaryKind.Abs }),
            };
        }

        builder.AddOutput($"t{links}");
        return builder.Build();
    }

    [Fact]
    public void Run_BrokenGraph_Throws() =>
        Assert.Throws<GraphException>(() => GraphPasses.Run(FloatNetwork() with { Outputs = ["nothing"] }));
}
