using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Passes;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Passes;

public sealed class FuseQuantizationTests
{
    private static readonly FuseQuantization Pass = new();
    private static readonly QuantParams Half = QuantParams.PerTensor(0.5f, 10);

    [Fact]
    public void Run_DequantizeDenseQuantize_BecomesIntegerLayer()
    {
        NetworkGraph fused = GraphValidator.Validated(Pass.Run(QdqDense()));
        var dense = Assert.IsType<DenseNode>(fused.Producer("dq"));
        Assert.Equal(["xq", "w", "b"], dense.Inputs.ToArray());
        Assert.DoesNotContain("d", fused.Tensors.Keys);
        Assert.Equal("DequantizeLinear", fused.Producer("y")?.Op);
    }

    [Fact]
    public void Run_BiasOfOtherScale_StaysAsItIs()
    {
        NetworkGraph graph = QdqDense(biasScale: 0.13f);
        Assert.Same(graph, Pass.Run(graph));
    }

    [Fact]
    public void Run_SumIsOutputOrHasTwoReaders_StaysAsItIs()
    {
        NetworkGraph graph = QdqDense();
        NetworkGraph shown = graph with { Outputs = ["y", "d"] };
        Assert.Same(shown, Pass.Run(shown));
        NetworkGraph read = GraphValidator.Validated(graph with
        {
            Nodes = graph.Nodes.Add(new SoftmaxNode { Name = "s", Inputs = ["d"], Output = "z" }),
            Tensors = graph.Tensors.Add("z", Real("z", 1, 1)),
        });
        Assert.Same(read, Pass.Run(read));
    }

    [Fact]
    public void Run_WeightsNotQuantized_StaysAsItIs()
    {
        NetworkGraph graph = QdqDense();
        graph = GraphValidator.Validated(graph with
        {
            Nodes = graph.Nodes.RemoveAt(2),
            Constants = graph.Constants.Add("wd", new byte[8]),
        });
        Assert.Same(graph, Pass.Run(graph));
    }

    [Fact]
    public void Run_ActivationFusedBefore_IsKept()
    {
        NetworkGraph graph = QdqDense();
        var dense = (DenseNode)graph.Producer("d")!;
        graph = graph with { Nodes = graph.Nodes.Replace(dense, dense with { Activation = ActivationKind.Relu }) };
        Assert.Equal(ActivationKind.Relu, Assert.IsType<DenseNode>(Pass.Run(graph).Producer("dq")).Activation);
    }

    [Fact]
    public void Run_ChainOfMoves_RunsOnCodes()
    {
        NetworkGraph graph = Codes(builder =>
        {
            builder.Add(new MaxPoolNode { Name = "pool", Inputs = ["real"], Output = "p", KernelH = 2, KernelW = 2 });
            builder.Add(new ActivationNode { Name = "relu", Inputs = ["p"], Output = "a", Kind = ActivationKind.Relu });
            builder.Add(new TransposeNode { Name = "turn", Inputs = ["a"], Output = "t", Permutation = [0, 3, 1, 2] });
            builder.Add(new ReshapeNode { Name = "flat", Inputs = ["t"], Output = "f", Target = new(1, 4) });
            builder.Add(new QuantizeLinearNode { Name = "q", Inputs = ["f"], Output = "fq" }, DataType.UInt8, Half);
            builder.Add(new DequantizeLinearNode { Name = "back", Inputs = ["fq"], Output = "y" });
        });
        NetworkGraph fused = GraphPasses.Run(graph, without: ["fuse-activation"]);
        Assert.Equal("MaxPool Activation Transpose Reshape DequantizeLinear", fused.Operators());
        Assert.Equal(["codes"], fused.Nodes[0].Inputs.ToArray());
        Assert.All(fused.Nodes[..4], node => Assert.Equal((DataType.UInt8, 10), (fused.Tensor(node.Output).Type, fused.Tensor(node.Output).Quant!.ZeroPoint)));
        Assert.Equal(new Shape(1, 4), fused.Tensor("y").Shape);
    }

    [Fact]
    public void Run_MovedValueIsAnOutput_IsStillGiven()
    {
        NetworkGraph fused = GraphPasses.Run(Codes(builder =>
            builder.Add(new MaxPoolNode { Name = "pool", Inputs = ["real"], Output = "y", KernelH = 2, KernelW = 2 })));
        Assert.Equal("MaxPool DequantizeLinear", fused.Operators());
        Assert.Equal((DataType.Float32, new Shape(1, 1, 2, 2)), (fused.Tensor("y").Type, fused.Tensor("y").Shape));
    }

    [Fact]
    public void Run_DequantizedInt32_IsNotMoved()
    {
        NetworkGraphBuilder builder = new("net");
        builder.AddInput(new("sums", DataType.Int32, new(1, 4), QuantParams.PerTensor(0.5f, 0)));
        builder.Add(new DequantizeLinearNode { Name = "dq", Inputs = ["sums"], Output = "real" });
        builder.Add(new ActivationNode { Name = "relu", Inputs = ["real"], Output = "y", Kind = ActivationKind.Relu });
        builder.AddOutput("y");
        NetworkGraph graph = builder.Build();
        Assert.Same(graph, Pass.Run(graph));
    }

    [Fact]
    public void Run_EqualPair_Vanishes()
    {
        NetworkGraph fused = GraphPasses.Run(Pair(Half, DataType.UInt8));
        Assert.Equal("MaxPool DequantizeLinear", fused.Operators());
        Assert.Equal(["codes"], fused.Nodes[0].Inputs.ToArray());
    }

    [Theory]
    [InlineData(0.25f, 10, DataType.UInt8)]
    [InlineData(0.5f, 11, DataType.UInt8)]
    [InlineData(0.5f, 10, DataType.Int8)]
    public void Run_PairOfOtherParameters_Stays(float scale, int zeroPoint, DataType type)
    {
        NetworkGraph graph = Pair(QuantParams.PerTensor(scale, zeroPoint), type);
        Assert.Same(graph, Pass.Run(graph));
    }

    [Fact]
    public void Run_EqualPairIsAnOutput_Stays()
    {
        NetworkGraph graph = Codes(builder => builder.Add(new QuantizeLinearNode { Name = "q", Inputs = ["real"], Output = "y" }, DataType.UInt8, Half));
        Assert.Same(graph, Pass.Run(graph));
    }

    // codes → Dequantize → Quantize → MaxPool on codes → Dequantize → y
    private static NetworkGraph Pair(QuantParams quant, DataType type) => Codes(builder =>
    {
        builder.Add(new QuantizeLinearNode { Name = "q", Inputs = ["real"], Output = "again" }, type, quant);
        builder.Add(new MaxPoolNode { Name = "pool", Inputs = ["again"], Output = "p", KernelH = 1, KernelW = 1 }, type, quant);
        builder.Add(new DequantizeLinearNode { Name = "back", Inputs = ["p"], Output = "y" });
    });

    private static NetworkGraph Codes(Action<NetworkGraphBuilder> rest)
    {
        NetworkGraphBuilder builder = new("net");
        builder.AddInput(new("codes", DataType.UInt8, new(1, 2, 3, 2), Half));
        builder.Add(new DequantizeLinearNode { Name = "dq", Inputs = ["codes"], Output = "real" });
        rest(builder);
        builder.AddOutput("y");
        return builder.Build();
    }

    [Theory]
    [InlineData(0f, true)]
    [InlineData(-5f, true)] // the lowest code
    [InlineData(2.5f, true)]
    [InlineData(0.3f, false)] // between two codes
    [InlineData(-6f, false)] // below the lowest
    [InlineData(float.MinValue, false)]
    public void Run_Padding_MovesOntoCodesWhereItsValueIsOne(float value, bool moves)
    {
        NetworkGraph graph = Moved(new PadNode { Name = "pad", Inputs = ["d"], Output = "y", Before = [0, 1], After = [0, 0], Value = value });
        Assert.Equal(moves ? "Pad DequantizeLinear" : "DequantizeLinear Pad", Alive(graph).Operators());
    }

    [Theory]
    [InlineData(0.5f, 10, true)] // 6 is code 22
    [InlineData(0.01f, 10, true)] // no code is as great as 6
    [InlineData(0.7f, 10, false)]
    public void Run_Relu6_MovesOntoCodesWhere6IsOne(float scale, int zeroPoint, bool moves)
    {
        NetworkGraph graph = Moved(new ActivationNode { Name = "relu6", Inputs = ["d"], Output = "y", Kind = ActivationKind.Relu6 }, QuantParams.PerTensor(scale, zeroPoint));
        Assert.Equal(moves ? "Activation DequantizeLinear" : "DequantizeLinear Activation", Alive(graph).Operators());
    }

    [Fact]
    public void Run_Relu6BetweenCodes_BecomesATable()
    {
        NetworkGraphBuilder builder = new("table");
        builder.AddInput(new TensorInfo("x", DataType.UInt8, new Shape(1, 2), QuantParams.PerTensor(0.7f, 10)));
        builder.Add(new DequantizeLinearNode { Name = "d", Inputs = ["x"], Output = "d" });
        builder.Add(new ActivationNode { Name = "relu6", Inputs = ["d"], Output = "r", Kind = ActivationKind.Relu6 });
        builder.Add(new QuantizeLinearNode { Name = "q", Inputs = ["r"], Output = "y" }, DataType.UInt8, Half);
        builder.AddOutput("y");
        var table = Assert.IsType<UnaryNode>(Assert.Single(Alive(builder.Build()).Nodes));
        Assert.Equal((UnaryKind.Clip, 0f, 6f), (table.Kind, table.Alpha, table.Beta));
    }

    [Fact]
    public void Run_PairWhoseCodesAreReadTwiceByOneNode_Vanishes()
    {
        NetworkGraphBuilder builder = new("twice");
        builder.AddInput(new TensorInfo("x", DataType.UInt8, new Shape(1, 2), Half));
        builder.Add(new DequantizeLinearNode { Name = "d", Inputs = ["x"], Output = "d" });
        builder.Add(new QuantizeLinearNode { Name = "q", Inputs = ["d"], Output = "c" }, DataType.UInt8, Half);
        builder.Add(new ConcatNode { Name = "both", Inputs = ["c", "c"], Output = "y" }, DataType.UInt8, Half);
        builder.AddOutput("y");
        NetworkGraph graph = GraphValidator.Validated(Pass.Run(builder.Build()));
        Assert.Equal(["x", "x"], graph.Producer("y")!.Inputs.AsEnumerable());
    }

    private static NetworkGraph Alive(NetworkGraph graph) => new RemoveDeadNodes().Run(GraphValidator.Validated(Pass.Run(graph)));

    private static NetworkGraph Moved(Node node, QuantParams? quant = null)
    {
        NetworkGraphBuilder builder = new("moved");
        builder.AddInput(new TensorInfo("x", DataType.UInt8, new Shape(1, 2), quant ?? Half));
        builder.Add(new DequantizeLinearNode { Name = "dequantize", Inputs = ["x"], Output = "d" });
        builder.Add(node);
        builder.AddOutput("y");
        return builder.Build();
    }
}
