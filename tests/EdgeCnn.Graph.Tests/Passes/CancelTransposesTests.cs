using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Passes;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Passes;

public sealed class CancelTransposesTests
{
    private static readonly CancelTransposes Pass = new();

    [Fact]
    public void Run_OperationBetweenInverses_LosesBothAndItsAxesAreRenamed()
    {
        NetworkGraph graph = Run(builder => builder.Add(new PadNode { Name = "pad", Inputs = ["t"], Output = "p", Before = [0, 1, 2, 3], After = [0, 0, 0, 4] }), "Transpose Pad Transpose", "Pad");
        var pad = Assert.IsType<PadNode>(graph.Nodes[0]);
        // Axes N C H W of the pad are N H W C of x.
        Assert.Equal([0, 2, 3, 1], pad.Before.AsEnumerable());
        Assert.Equal([0, 0, 4, 0], pad.After.AsEnumerable());
        Assert.Equal("y", pad.Output);
    }

    [Fact]
    public void Run_Concat_IsAlongTheRenamedAxis()
    {
        NetworkGraph graph = Run(builder => builder.Add(new ConcatNode { Name = "c", Inputs = ["t", "t"], Output = "p", Axis = -3 }), "Transpose Concat Transpose", "Concat");
        Assert.Equal(3, Assert.IsType<ConcatNode>(graph.Nodes[0]).Axis);
    }

    [Fact]
    public void Run_Reduce_RenamesItsAxes()
    {
        NetworkGraph graph = Run(builder => builder.Add(new ReduceNode { Name = "r", Inputs = ["t"], Output = "p", Kind = ReduceKind.Max, Axes = [1, 3], KeepDims = true }), "Transpose Reduce Transpose", "Reduce");
        Assert.Equal([2, 3], Assert.IsType<ReduceNode>(graph.Nodes[0]).Axes.AsEnumerable());
    }

    [Fact]
    public void Run_ConstantForEachChannel_IsTurnedOnce()
    {
        NetworkGraph graph = Run(
            builder =>
            {
                builder.AddConstant<float>(Real("k", 3, 1, 1), [1, 2, 3]);
                builder.Add(new BinaryNode { Name = "m", Inputs = ["t", "k"], Output = "m", Kind = BinaryKind.Mul });
                builder.Add(new BinaryNode { Name = "a", Inputs = ["k", "m"], Output = "p", Kind = BinaryKind.Add });
            },
            "Transpose Binary Binary Transpose",
            "Binary Binary");
        string turned = graph.Nodes[0].Inputs[1];
        Assert.Equal(new Shape(1, 1, 1, 3), graph.Tensor(turned).Shape);
        Assert.Equal(turned, graph.Nodes[1].Inputs[0]);
    }

    [Fact]
    public void Run_SoftmaxOfChannels_IsOverTheLastAxis() => Run(
        builder =>
        {
            builder.Add(new TransposeNode { Name = "s1", Inputs = ["t"], Output = "s", Permutation = [0, 3, 2, 1] });
            builder.Add(new SoftmaxNode { Name = "soft", Inputs = ["s"], Output = "u" });
            builder.Add(new TransposeNode { Name = "s2", Inputs = ["u"], Output = "p", Permutation = [0, 3, 2, 1] });
        },
        "Transpose Transpose Softmax Transpose Transpose",
        "Softmax");

    [Fact]
    public void Run_NodeThatCaresForTheOrder_GetsItsTranspose() => Run(
        builder =>
        {
            builder.Add(new ReshapeNode { Name = "flat", Inputs = ["t"], Output = "f", Target = new(1, 3, 20) });
            builder.Add(new ReshapeNode { Name = "back", Inputs = ["f"], Output = "p", Target = new(1, 3, 4, 5) });
        },
        "Transpose Reshape Reshape Transpose",
        "Transpose Reshape Reshape Transpose");

    [Fact]
    public void Run_TransposeThatMovesNoElement_IsAReshape()
    {
        NetworkGraphBuilder builder = new("unit");
        builder.AddInput(Real("x", 1, 4, 1, 3));
        builder.Add(new TransposeNode { Name = "t", Inputs = ["x"], Output = "y", Permutation = [2, 1, 0, 3] });
        builder.AddOutput("y");
        Assert.Equal("Reshape", GraphValidator.Validated(Pass.Run(builder.Build())).Operators());
    }

    [Fact]
    public void Run_CodesWithAScaleForEachChannel_KeepTheirAxis()
    {
        NetworkGraphBuilder builder = new("codes");
        QuantParams perRow = QuantParams.PerChannel([1f, 2f], axis: 0), perColumn = QuantParams.PerChannel([1f, 2f], axis: 1);
        builder.AddInput(new TensorInfo("x", DataType.Int8, new Shape(2, 3), perRow));
        builder.Add(new TransposeNode { Name = "t", Inputs = ["x"], Output = "t", Permutation = [1, 0] }, DataType.Int8, perColumn);
        builder.Add(new SliceNode { Name = "s", Inputs = ["t"], Output = "s", Starts = [1, 0], Steps = [1, 1], Target = new(2, 2) }, DataType.Int8, perColumn);
        builder.Add(new DequantizeLinearNode { Name = "d", Inputs = ["s"], Output = "y" });
        builder.AddOutput("y");
        NetworkGraph graph = GraphValidator.Validated(Pass.Run(builder.Build()));
        Assert.Equal("Transpose Slice DequantizeLinear", graph.Operators());
        Assert.All(graph.Nodes.Take(2), node => Assert.Equal(1, graph.Tensor(node.Output).Quant!.Axis));
    }

    // x [1,4,5,3] turned to [1,3,4,5], what is between, and turned back.
    private static NetworkGraph Run(Action<NetworkGraphBuilder> between, string before, string after)
    {
        NetworkGraphBuilder builder = new("turned");
        builder.AddInput(Real("x", 1, 4, 5, 3));
        builder.Add(new TransposeNode { Name = "first", Inputs = ["x"], Output = "t", Permutation = [0, 3, 1, 2] });
        between(builder);
        builder.Add(new TransposeNode { Name = "last", Inputs = ["p"], Output = "y", Permutation = [0, 2, 3, 1] });
        builder.AddOutput("y");
        NetworkGraph graph = builder.Build(), passed = GraphValidator.Validated(Pass.Run(graph));
        Assert.Equal(before, graph.Operators());
        Assert.Equal(after, passed.Operators());
        Assert.Equal(graph.Tensor("y"), passed.Tensor("y"));
        return passed;
    }
}
