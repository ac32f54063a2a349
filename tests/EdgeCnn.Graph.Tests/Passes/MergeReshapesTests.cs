using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Passes;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Passes;

public sealed class MergeReshapesTests
{
    private static readonly MergeReshapes Pass = new();

    [Fact]
    public void Run_ReshapeOfReshape_ReadsTheFirstOnesInput()
    {
        NetworkGraph graph = Chain(new(6), new(3, 2));
        NetworkGraph merged = GraphValidator.Validated(Pass.Run(graph));
        Assert.Equal("Reshape Reshape Activation", merged.Operators());
        Assert.Equal("x", merged.Nodes[1].Inputs[0]);
        Assert.Equal("Reshape Activation", new RemoveDeadNodes().Run(merged).Operators());
    }

    [Fact]
    public void Run_BackToTheFirstShape_Vanishes()
    {
        NetworkGraph merged = GraphValidator.Validated(Pass.Run(Chain(new(6), new(2, 3))));
        Assert.Equal("x", merged.Producer("y")!.Inputs[0]);
        Assert.DoesNotContain("r1", merged.Tensors.Keys);
    }

    [Fact]
    public void Run_ReshapeThatIsAnOutput_Stays()
    {
        NetworkGraph graph = Chain(new Shape(2, 3)) with { Outputs = ["y", "r0"] };
        Assert.Same(graph, Pass.Run(graph));
    }

    [Fact]
    public void Run_ScalesOfAnotherAxis_Stay()
    {
        NetworkGraphBuilder builder = new("axes");
        builder.AddConstant<sbyte>(new("k", DataType.Int8, new(2, 2), QuantParams.PerChannel([1f, 2f], axis: 0)), [1, 2, 3, 4]);
        builder.AddInput(Real("x", 1));
        builder.Add(new ReshapeNode { Name = "r", Inputs = ["k"], Output = "r", Target = new(2, 2) }, DataType.Int8, QuantParams.PerChannel([1f, 2f], axis: 1));
        builder.Add(new DequantizeLinearNode { Name = "y", Inputs = ["r"], Output = "y" });
        builder.AddOutput("y");
        NetworkGraph graph = builder.Build();
        Assert.Same(graph, Pass.Run(graph));
    }

    private static NetworkGraph Chain(params Shape[] targets)
    {
        NetworkGraphBuilder builder = new("chain");
        builder.AddInput(Real("x", 2, 3));
        for (int i = 0; i < targets.Length; i++)
            builder.Add(new ReshapeNode { Name = $"r{i}", Inputs = [i == 0 ? "x" : $"r{i - 1}"], Output = $"r{i}", Target = targets[i] });
        builder.Add(new ActivationNode { Name = "relu", Inputs = [$"r{targets.Length - 1}"], Output = "y", Kind = ActivationKind.Relu });
        builder.AddOutput("y");
        return builder.Build();
    }
}
