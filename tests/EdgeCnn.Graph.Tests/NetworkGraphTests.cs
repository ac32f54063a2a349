using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Graph.Tests;

public sealed class NetworkGraphTests
{
    [Fact]
    public void EndsInSoftmax_SoftmaxLastOrOnlyMovedAndQuantized_IsTrue()
    {
        Assert.True(SampleGraphs.FloatNetwork().EndsInSoftmax);
        Assert.True(Built(builder =>
        {
            builder.Add(new SoftmaxNode { Name = "soft", Inputs = ["x"], Output = "s" });
            builder.Add(new ReshapeNode { Name = "flat", Inputs = ["s"], Output = "f", Target = new Shape(3, 1) });
            builder.Add(new TransposeNode { Name = "turn", Inputs = ["f"], Output = "t", Permutation = [1, 0] });
            builder.Add(new QuantizeLinearNode { Name = "q", Inputs = ["t"], Output = "q" }, DataType.UInt8, QuantParams.PerTensor(1 / 256f, 0));
            builder.Add(new DequantizeLinearNode { Name = "y", Inputs = ["q"], Output = "y" });
        }).EndsInSoftmax);
    }

    [Fact]
    public void EndsInSoftmax_NoneOrSomethingComputedBehindIt_IsFalse()
    {
        Assert.False(SampleGraphs.IntegerNetwork().EndsInSoftmax);
        Assert.False(Built(builder => builder.Add(new ReshapeNode { Name = "flat", Inputs = ["x"], Output = "y", Target = new Shape(3) })).EndsInSoftmax);
        Assert.False(Built(builder =>
        {
            builder.Add(new SoftmaxNode { Name = "soft", Inputs = ["x"], Output = "s" });
            builder.Add(new UnaryNode { Name = "log", Inputs = ["s"], Output = "y", Kind = UnaryKind.Log });
        }).EndsInSoftmax);
    }

    [Fact]
    public void EndsInSigmoid_SigmoidLastOrOnlyQuantized_IsTrue()
    {
        Assert.True(Built(builder =>
        {
            builder.Add(new UnaryNode { Name = "sigmoid", Inputs = ["x"], Output = "s", Kind = UnaryKind.Sigmoid });
            builder.Add(new QuantizeLinearNode { Name = "q", Inputs = ["s"], Output = "q" }, DataType.UInt8, QuantParams.PerTensor(1 / 256f, 0));
            builder.Add(new DequantizeLinearNode { Name = "y", Inputs = ["q"], Output = "y" });
        }).EndsInSigmoid);
        Assert.False(SampleGraphs.FloatNetwork().EndsInSigmoid);
    }

    private static NetworkGraph Built(Action<NetworkGraphBuilder> add)
    {
        var builder = new NetworkGraphBuilder("ends");
        builder.AddInput(SampleGraphs.Real("x", 1, 3));
        add(builder);
        builder.AddOutput("y");
        return builder.Build();
    }
}
