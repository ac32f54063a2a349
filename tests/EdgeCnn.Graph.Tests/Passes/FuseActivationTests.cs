using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Passes;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Passes;

public sealed class FuseActivationTests
{
    private static readonly FuseActivation Pass = new();

    [Fact]
    public void Run_ConvThenRelu_BecomesOneNode()
    {
        NetworkGraph fused = GraphValidator.Validated(Pass.Run(FloatNetwork()));
        Assert.Equal("Conv2d MaxPool Reshape Dense Softmax", fused.Operators());
        var conv = (Conv2dNode)fused.Nodes[0];
        Assert.Equal(("conv", "r", ActivationKind.Relu), (conv.Name, conv.Output, conv.Activation));
        Assert.Equal(["x", "w1", "b1"], conv.Inputs.ToArray());
        Assert.DoesNotContain("c", fused.Tensors.Keys);
        Assert.Same(fused, Pass.Run(fused));
    }

    [Fact]
    public void Run_TwoDenseLayers_FusesBoth()
    {
        NetworkGraph fused = GraphValidator.Validated(Pass.Run(Dense(builder =>
        {
            Relu(builder, "d", "r");
            builder.Add(new DenseNode { Name = "second", Inputs = ["r", "w"], Output = "e" });
            Relu(builder, "e", "y");
        })));
        Assert.Equal("Dense Dense", fused.Operators());
        Assert.All(fused.Nodes, node => Assert.Equal(ActivationKind.Relu, ((DenseNode)node).Activation));
    }

    [Fact]
    public void Run_TwoConsumers_StaysAsItIs()
    {
        NetworkGraph graph = Dense(builder =>
        {
            Relu(builder, "d", "r");
            builder.Add(new SoftmaxNode { Name = "s", Inputs = ["d"], Output = "y" });
        });
        Assert.Same(graph, Pass.Run(graph));
    }

    [Fact]
    public void Run_SumIsAnOutput_StaysAsItIs()
    {
        NetworkGraph graph = Dense(builder =>
        {
            Relu(builder, "d", "y");
            builder.AddOutput("d");
        });
        Assert.Same(graph, Pass.Run(graph));
    }

    [Fact]
    public void Run_AlreadyActivatedOrOtherConsumer_StaysAsItIs()
    {
        NetworkGraph activated = Dense(builder => Relu(builder, "d", "y"), ActivationKind.Relu);
        Assert.Same(activated, Pass.Run(activated));
        NetworkGraph other = Dense(builder => builder.Add(new SoftmaxNode { Name = "s", Inputs = ["d"], Output = "y" }));
        Assert.Same(other, Pass.Run(other));
    }

    [Fact]
    public void Run_ActivationIsOutput_KeepsTheOutputsName()
    {
        NetworkGraph fused = GraphValidator.Validated(Pass.Run(Dense(builder => Relu(builder, "d", "y"))));
        Assert.Equal("y", Assert.Single(fused.Nodes).Output);
    }

    private static NetworkGraph Dense(Action<NetworkGraphBuilder> rest, ActivationKind activation = ActivationKind.None)
    {
        NetworkGraphBuilder builder = new("net");
        builder.AddInput(Real("x", 1, 2));
        builder.AddConstant<float>(Real("w", 2, 2), Ramp(4));
        builder.Add(new DenseNode { Name = "dense", Inputs = ["x", "w"], Output = "d", Activation = activation });
        rest(builder);
        builder.AddOutput("y");
        return builder.Build();
    }

    private static void Relu(NetworkGraphBuilder builder, string from, string to) =>
        builder.Add(new ActivationNode { Name = $"relu-{to}", Inputs = [from], Output = to, Kind = ActivationKind.Relu });
}
