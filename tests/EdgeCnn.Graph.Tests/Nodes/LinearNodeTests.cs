using EdgeCnn.Graph.Nodes;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Nodes;

public sealed class LinearNodeTests
{
    private static readonly DenseNode Node = new() { Name = "d", Inputs = ["x", "w", "b"], Output = "y" };
    private static readonly TensorInfo X = Codes("x", 0.5f, 3, 1, 2);
    private static readonly TensorInfo W = new("w", DataType.Int8, new(4, 2), QuantParams.PerChannel([1f, 2f, 3f, 4f]));
    private static readonly TensorInfo B = new("b", DataType.Int32, new(4), QuantParams.PerChannel([1f, 2f, 3f, 4f]));
    private static readonly TensorInfo Y = Codes("y", 0.5f, 3, 1, 4);

    [Fact]
    public void CheckTypes_FloatOrIntegerLayer_IsNull()
    {
        Assert.Null(Node.CheckTypes([Real("x", 1, 2), Real("w", 4, 2), Real("b", 4)], Real("y", 1, 4)));
        Assert.Null(Node.CheckTypes([Real("x", 1, 2), Real("w", 4, 2)], Real("y", 1, 4)));
        Assert.Null(Node.CheckTypes([X, W, B], Y));
        Assert.Null(Node.CheckTypes([X, W], Y));
        Assert.Null(Node.CheckTypes([X, W with { Quant = QuantParams.PerTensor(1f, 0) }, B], Y));
    }

    [Fact]
    public void CheckTypes_WeightsOfAnyCodesAndZeroPoint_IsNull()
    {
        Assert.Null(Node.CheckTypes([X, W with { Type = DataType.UInt8 }, B], Y));
        Assert.Null(Node.CheckTypes([X, W with { Quant = QuantParams.PerTensor(1f, 1) }, B], Y));
    }

    [Fact]
    public void CheckTypes_Sums_HaveNoActivation()
    {
        TensorInfo sums = new("y", DataType.Int32, new(1, 4));
        Assert.Null(Node.CheckTypes([X, W], sums));
        Assert.Equal("has no Relu of sums", (Node with { Activation = ActivationKind.Relu }).CheckTypes([X, W], sums));
    }

    [Fact]
    public void CheckTypes_MixedWithFloat_NamesTypes()
    {
        Assert.Equal("a Float32 input wants Float32 weights, bias and result, got Int8, none and Float32", Node.CheckTypes([Real("x", 1, 2), W], Real("y", 1, 4)));
        Assert.NotNull(Node.CheckTypes([Real("x", 1, 2), Real("w", 4, 2), B], Real("y", 1, 4)));
        Assert.NotNull(Node.CheckTypes([Real("x", 1, 2), Real("w", 4, 2)], Y));
        Assert.Equal("an 8-bit input wants 8-bit weights, Int32 bias and an 8-bit or Int32 result, got UInt8, Int8, Float32 and UInt8", Node.CheckTypes([X, W, Real("b", 4)], Y));
        Assert.NotNull(Node.CheckTypes([X, W, B], Real("y", 1, 4)));
        Assert.NotNull(Node.CheckTypes([X, W with { Type = DataType.Int32 }, B], Y));
        Assert.NotNull(Node.CheckTypes([X with { Type = DataType.Int32 }, W, B], Y));
    }

    [Fact]
    public void CheckTypes_QuantizationMissingOrUnfit_SaysWhat()
    {
        string? noScale = Node.CheckTypes([X with { Quant = null }, W, B], Y);
        Assert.Contains("one scale for input and result", noScale, StringComparison.Ordinal);
        Assert.Equal(noScale, Node.CheckTypes([X, W with { Quant = null }, B], Y));
        Assert.Equal(noScale, Node.CheckTypes([X, W, B], Y with { Quant = null }));
        Assert.Equal(noScale, Node.CheckTypes([X with { Quant = QuantParams.PerChannel([1f, 1f], 1) }, W, B], Y));
        Assert.Equal("weights want scales along axis 0, got axis 1", Node.CheckTypes([X, W with { Quant = QuantParams.PerChannel([1f, 2f], 1) }, B], Y));
    }
}
