using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Passes;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Passes;

public sealed class FoldBatchNormTests
{
    private static readonly FoldBatchNorm Pass = new();

    [Fact]
    public void Run_ProductAndSumOfChannels_GoIntoWeightsAndBias()
    {
        NetworkGraph graph = Conv(Step("a", BinaryKind.Mul, "c", 2, -1), Step("y", BinaryKind.Add, "a", 10, 20));
        Assert.Equal("Conv2d Binary Binary", graph.Operators());
        NetworkGraph folded = GraphValidator.Validated(Pass.Run(graph));
        Node conv = Assert.Single(folded.Nodes);
        Assert.Equal("y", conv.Output);
        Assert.Equal([2f, 4, -3, -4], folded.Constant<float>(conv.Inputs[1]).ToArray());
        // (0.5·2 + 10, 0.25·−1 + 20)
        Assert.Equal([11f, 19.75f], folded.Constant<float>(conv.Inputs[2]).ToArray());
    }

    [Fact]
    public void Run_QuotientAndDifference_GoIntoWeightsAndBias()
    {
        NetworkGraph folded = GraphValidator.Validated(Pass.Run(Conv(Step("a", BinaryKind.Div, "c", 2, 4), Step("y", BinaryKind.Sub, "a", 1, 2))));
        Node conv = Assert.Single(folded.Nodes);
        Assert.Equal([0.5f, 1, 0.75f, 1], folded.Constant<float>(conv.Inputs[1]).ToArray());
        Assert.Equal([0.25f - 1, 0.0625f - 2], folded.Constant<float>(conv.Inputs[2]).ToArray());
    }

    [Fact]
    public void Run_WeightsOfDepthwiseLayers_AreScaledByTheirLastAxis()
    {
        NetworkGraphBuilder builder = new("depthwise");
        builder.AddInput(Real("x", 1, 2, 1, 2));
        builder.AddConstant<float>(Real("w", 2, 1, 2), [1, 2, 3, 4]);
        builder.AddConstant<float>(Real("k", 1, 1, 2), [10, 100]);
        builder.Add(new DepthwiseConv2dNode { Name = "d", Inputs = ["x", "w"], Output = "d" });
        builder.Add(new BinaryNode { Name = "m", Inputs = ["k", "d"], Output = "y", Kind = BinaryKind.Mul });
        builder.AddOutput("y");
        NetworkGraph folded = GraphValidator.Validated(Pass.Run(builder.Build()));
        Assert.Equal([10f, 200, 30, 400], folded.Constant<float>(Assert.Single(folded.Nodes).Inputs[1]).ToArray());
    }

    public static TheoryData<string> Others => ["read twice", "an output", "constant first", "other axis", "overflow", "division by 0", "activation"];

    [Theory]
    [MemberData(nameof(Others))]
    public void Run_WhatIsNotTheSame_Stays(string what)
    {
        NetworkGraph graph = what switch
        {
            "read twice" => Conv(Step("a", BinaryKind.Mul, "c", 2, 2), builder => builder.Add(new AddNode { Name = "y", Inputs = ["a", "c"], Output = "y" })),
            "an output" => Conv(Step("y", BinaryKind.Mul, "c", 2, 2), builder => builder.AddOutput("c")),
            "constant first" => Conv(builder => builder.AddConstant<float>(Real("k", 2), [1, 2]), builder => builder.Add(new BinaryNode { Name = "y", Inputs = ["k", "c"], Output = "y", Kind = BinaryKind.Sub })),
            "other axis" => Conv(builder => builder.AddConstant<float>(Real("k", 2, 1), [1, 2]), builder => builder.Add(new BinaryNode { Name = "y", Inputs = ["c", "k"], Output = "y", Kind = BinaryKind.Mul })),
            "overflow" => Conv(Step("y", BinaryKind.Mul, "c", float.MaxValue, 1)),
            "division by 0" => Conv(Step("y", BinaryKind.Div, "c", 0, 1)),
            _ => Conv(builder => builder.Add(new ActivationNode { Name = "r", Inputs = ["c"], Output = "r", Kind = ActivationKind.Relu }), Step("y", BinaryKind.Mul, "r", 2, 2)),
        };
        Assert.Same(graph, Pass.Run(graph));
    }

    private static Action<NetworkGraphBuilder> Step(string to, BinaryKind kind, string from, params float[] values) => builder =>
    {
        builder.AddConstant<float>(Real($"k{to}", 2), values);
        builder.Add(new BinaryNode { Name = to, Inputs = [from, $"k{to}"], Output = to, Kind = kind });
    };

    // x [1,2,2,2] → 1x1 convolution with weights 1 2, 3 4 and bias 0.5, 0.25 → the rest.
    private static NetworkGraph Conv(params Action<NetworkGraphBuilder>[] rest)
    {
        NetworkGraphBuilder builder = new("conv");
        builder.AddInput(Real("x", 1, 2, 2, 2));
        builder.AddConstant<float>(Real("w", 2, 1, 1, 2), [1, 2, 3, 4]);
        builder.AddConstant<float>(Real("b", 2), [0.5f, 0.25f]);
        builder.Add(new Conv2dNode { Name = "conv", Inputs = ["x", "w", "b"], Output = "c" });
        foreach (Action<NetworkGraphBuilder> step in rest)
            step(builder);
        builder.AddOutput("y");
        return builder.Build();
    }
}
