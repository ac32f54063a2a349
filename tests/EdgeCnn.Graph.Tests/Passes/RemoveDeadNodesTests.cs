using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Passes;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Passes;

public sealed class RemoveDeadNodesTests
{
    private static readonly RemoveDeadNodes Pass = new();

    [Fact]
    public void Run_AllUsed_GivesTheSameGraph()
    {
        NetworkGraph graph = FloatNetwork();
        Assert.Same(graph, Pass.Run(graph));
    }

    [Fact]
    public void Run_EarlierOutput_DropsWhatFollows()
    {
        NetworkGraph rest = GraphValidator.Validated(Pass.Run(FloatNetwork() with { Outputs = ["p"], Contract = null }));
        Assert.Equal("Conv2d Activation MaxPool", rest.Operators());
        Assert.Equal(["b1", "c", "p", "r", "w1", "x"], rest.Tensors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["b1", "w1"], rest.Constants.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Run_DeadBranchAndUnusedInput_KeepsTheInput()
    {
        NetworkGraphBuilder builder = new("net");
        builder.AddInput(Real("x", 1, 2));
        builder.AddInput(Real("unused", 3));
        builder.AddConstant<float>(Real("lonely", 2), Ramp(2));
        builder.Add(new SoftmaxNode { Name = "dead1", Inputs = ["x"], Output = "a" });
        builder.Add(new SoftmaxNode { Name = "live", Inputs = ["x"], Output = "y" });
        builder.Add(new SoftmaxNode { Name = "dead2", Inputs = ["a"], Output = "b" });
        builder.AddOutput("y");
        NetworkGraph rest = GraphValidator.Validated(Pass.Run(builder.Build()));
        Assert.Equal(["live"], rest.Nodes.Select(node => node.Name));
        Assert.Equal(["unused", "x", "y"], rest.Tensors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["x", "unused"], rest.Inputs.ToArray());
        Assert.Empty(rest.Constants);
    }
}
