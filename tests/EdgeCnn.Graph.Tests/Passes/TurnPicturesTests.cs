using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Passes;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Passes;

public sealed class TurnPicturesTests
{
    private static readonly TurnPictures Pass = new();

    [Fact]
    public void Run_InputAndOutputOfALayer_AreTurned()
    {
        NetworkGraph graph = Run(_ => { });
        Assert.Equal("Conv2d", graph.Operators());
        Assert.Equal((new Shape(1, 4, 5, 3), new Shape(1, 4, 5, 2)), (graph.Tensor("x").Shape, graph.Tensor("y").Shape));
        Assert.Empty(graph.KeptLayout);
    }

    [Fact]
    public void Run_MapsThatNoLayerReads_AreKept()
    {
        NetworkGraphBuilder builder = new("kept");
        builder.AddInput(Real("x", 1, 3, 4, 5));
        builder.Add(new UnaryNode { Name = "abs", Inputs = ["x"], Output = "y", Kind = UnaryKind.Abs });
        builder.AddOutput("y");
        Assert.Equal(["x", "y"], GraphValidator.Validated(Pass.Run(builder.Build())).KeptLayout.AsEnumerable());
    }

    /// <summary>The caller gets the picture back: what was turned is not the output's own.</summary>
    [Fact]
    public void Run_OutputThatIsTheTurnedInputAgain_IsKept()
    {
        NetworkGraph graph = Run(builder =>
        {
            builder.Add(new TransposeNode { Name = "there", Inputs = ["x"], Output = "u", Permutation = [0, 2, 3, 1] });
            builder.Add(new TransposeNode { Name = "back", Inputs = ["u"], Output = "z", Permutation = [0, 3, 1, 2] });
            builder.AddOutput("z");
        });
        Assert.Contains("x", graph.Inputs);
        Assert.Equal(graph.KeptLayout.Contains("z") ? new Shape(1, 3, 4, 5) : new Shape(1, 4, 5, 3), graph.Tensor("z").Shape);
    }

    /// <summary>The output is written in the file's order for the product, so it cannot be called turned.</summary>
    [Fact]
    public void Run_OutputThatAnotherNodeReadsInTheFilesOrder_IsKept()
    {
        NetworkGraph graph = Run(builder =>
        {
            builder.Add(new ReshapeNode { Name = "flat", Inputs = ["y"], Output = "z", Target = new(2, 20) });
            builder.AddOutput("z");
        });
        Assert.Equal(["y"], graph.KeptLayout.AsEnumerable());
        Assert.Equal(new Shape(1, 2, 4, 5), graph.Tensor("y").Shape);
    }

    /// <summary>Ten times as many inputs take some ten times as long, not a hundred times: the graph is tried no oftener.</summary>
    [Fact]
    public void Run_ManyInputs_EndsSoon()
    {
        NetworkGraph few = Many(200), many = Many(2_000);
        double growth = ThreadClock.Growth(() => Pass.Run(few), () => Assert.DoesNotContain("x7", Pass.Run(many).KeptLayout));
        Assert.True(growth < 40, $"ten times as many inputs took {growth:F1} times as long");
    }

    private static NetworkGraph Many(int inputs)
    {
        NetworkGraphBuilder builder = new("many");
        for (int i = 0; i < inputs; i++)
        {
            builder.AddInput(Real($"x{i}", 1, 3, 4, 5));
            builder.Add(new TransposeNode { Name = $"t{i}", Inputs = [$"x{i}"], Output = $"t{i}", Permutation = [0, 2, 3, 1] });
            builder.Add(new GlobalAveragePoolNode { Name = $"y{i}", Inputs = [$"t{i}"], Output = $"y{i}" });
            builder.AddOutput($"y{i}");
        }

        return builder.Build();
    }

    private static NetworkGraph Run(Action<NetworkGraphBuilder> more)
    {
        NetworkGraphBuilder builder = new("turned");
        builder.AddInput(Real("x", 1, 3, 4, 5));
        builder.AddConstant<float>(Real("w", 2, 1, 1, 3), Ramp(6));
        builder.Add(new TransposeNode { Name = "in", Inputs = ["x"], Output = "t", Permutation = [0, 2, 3, 1] });
        builder.Add(new Conv2dNode { Name = "conv", Inputs = ["t", "w"], Output = "c" });
        builder.Add(new TransposeNode { Name = "out", Inputs = ["c"], Output = "y", Permutation = [0, 3, 1, 2] });
        builder.AddOutput("y");
        more(builder);
        NetworkGraph graph = builder.Build();
        Assert.StartsWith("Transpose Conv2d Transpose", graph.Operators(), StringComparison.Ordinal);
        return GraphValidator.Validated(Pass.Run(graph));
    }
}
