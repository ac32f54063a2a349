using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Passes;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Passes;

public sealed class FoldConstantsTests
{
    private static readonly FoldConstants Pass = new();

    [Fact]
    public void Run_ChainOfConstants_IsComputed()
    {
        NetworkGraph graph = Graph(builder =>
        {
            builder.Add(new TransposeNode { Name = "t", Inputs = ["k"], Output = "t", Permutation = [1, 0] });
            builder.Add(new UnaryNode { Name = "n", Inputs = ["t"], Output = "n", Kind = UnaryKind.Neg });
            builder.Add(new SliceNode { Name = "s", Inputs = ["n"], Output = "s", Starts = [2, 0], Steps = [-2, 1], Target = new(2, 2) });
        }, "s");
        Assert.Equal("Transpose Unary Slice Binary", graph.Operators());
        NetworkGraph folded = GraphValidator.Validated(Pass.Run(graph));
        Assert.Equal("Binary", folded.Operators());
        // k is 1 2 3, 4 5 6; its columns are the rows of t, and s takes the last and the first.
        Assert.Equal([-3f, -6, -1, -4], folded.Constant<float>("s").ToArray());
    }

    [Theory]
    [InlineData(7, -2, -3)]
    [InlineData(-7, 2, -3)]
    [InlineData(long.MinValue, -1, long.MinValue)]
    public void Run_IntegerDivision_IsTruncated(long a, long b, long expected) => Assert.Equal(expected, Divided(a, b).Constant<long>("q")[0]);

    [Fact]
    public void Run_IntegerDivisionBy0_IsLeft() => Assert.DoesNotContain("q", Divided(7, 0).Constants.Keys);

    [Fact]
    public void Run_DequantizedConstant_IsReal()
    {
        NetworkGraph graph = Graph(builder =>
        {
            builder.AddConstant<sbyte>(new("c", DataType.Int8, new(2, 2), new QuantParams { Scales = [0.5f, 2f], ZeroPoints = [1, -1], Axis = 0 }), [1, 3, -1, 4]);
            builder.Add(new DequantizeLinearNode { Name = "d", Inputs = ["c"], Output = "d" });
        }, "d");
        Assert.Equal([0f, 1, 0, 10], GraphValidator.Validated(Pass.Run(graph)).Constant<float>("d").ToArray());
    }

    [Fact]
    public void Run_WhatAFunctionOfASeriesGives_IsLeftToTheRuntime()
    {
        NetworkGraph graph = Graph(builder => builder.Add(new UnaryNode { Name = "e", Inputs = ["k"], Output = "e", Kind = UnaryKind.Exp }), "e");
        Assert.Same(graph, Pass.Run(graph));
    }

    /// <summary>A short file that repeats a constant must not fill the memory.</summary>
    [Fact]
    public void Run_RepetitionBeyondTheRoom_IsLeftToTheRuntime()
    {
        NetworkGraph graph = Graph(builder =>
        {
            builder.Add(new TileNode { Name = "t", Inputs = ["k"], Output = "t", Repeats = [4096, 4096] });
            builder.Add(new ReduceNode { Name = "r", Inputs = ["t"], Output = "r", Kind = ReduceKind.Max, Axes = [0, 1], KeepDims = false });
        }, "r");
        Assert.DoesNotContain("t", Pass.Run(graph).Constants.Keys);
    }

    private static NetworkGraph Divided(long a, long b) => Pass.Run(Graph(builder =>
    {
        builder.AddConstant<long>(new("a", DataType.Int64, new(1)), [a]);
        builder.AddConstant<long>(new("b", DataType.Int64, new(1)), [b]);
        builder.Add(new BinaryNode { Name = "q", Inputs = ["a", "b"], Output = "q", Kind = BinaryKind.Div }, DataType.Int64);
        builder.Add(new CastNode { Name = "f", Inputs = ["q"], Output = "f" });
    }, "f"));

    // x + what is made of constants; k is [2,3].
    private static NetworkGraph Graph(Action<NetworkGraphBuilder> make, string made)
    {
        NetworkGraphBuilder builder = new("constants");
        builder.AddInput(Real("x", 1));
        builder.AddConstant<float>(Real("k", 2, 3), [1, 2, 3, 4, 5, 6]);
        make(builder);
        builder.Add(new BinaryNode { Name = "y", Inputs = ["x", made], Output = "y", Kind = BinaryKind.Add });
        builder.AddOutput("y");
        return builder.Build();
    }
}
