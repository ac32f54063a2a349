using EdgeCnn.Graph.Nodes;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Nodes;

/// <summary>The rule of nodes that only move or compare values: type, scale and zero point stay.</summary>
public sealed class MovingNodeTests
{
    public static TheoryData<string> Operators => ["MaxPool", "Activation", "Reshape", "Transpose"];

    [Theory]
    [MemberData(nameof(Operators))]
    public void CheckTypes_SameTypeAndQuantization_IsNull(string op)
    {
        Assert.Null(Of(op).CheckTypes([Real("x", 1, 2, 2, 1)], Real("y", 1, 2, 2, 1)));
        Assert.Null(Of(op).CheckTypes([Codes("x", 0.5f, 3, 1, 2, 2, 1)], Codes("y", 0.5f, 3, 1, 2, 2, 1)));
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public void CheckTypes_OtherTypeOrQuantization_SaysWhat(string op)
    {
        TensorInfo codes = Codes("x", 0.5f, 3, 1, 2, 2, 1);
        Assert.Equal("changes UInt8 to Float32; it must keep the type", Of(op).CheckTypes([codes], Real("y", 1, 2, 2, 1)));
        string? other = Of(op).CheckTypes([codes], Codes("y", 0.25f, 3, 1, 2, 2, 1));
        Assert.Contains("changes the quantization", other, StringComparison.Ordinal);
        Assert.Equal(other, Of(op).CheckTypes([codes], Codes("y", 0.5f, 4, 1, 2, 2, 1)));
        Assert.Equal(other, Of(op).CheckTypes([codes], codes with { Quant = null }));
        Assert.Equal(other, Of(op).CheckTypes([codes with { Quant = null }], codes));
    }

    [Fact]
    public void CheckTypes_ReluOnCodesWithoutOneZeroPoint_IsRefused()
    {
        TensorInfo bare = new("x", DataType.UInt8, new(1, 2, 2, 1));
        Assert.Equal("wants one scale and zero point for 8-bit values", Of("Activation").CheckTypes([bare], bare));
        TensorInfo perChannel = bare with { Quant = QuantParams.PerChannel([1f, 2f], axis: 1) };
        Assert.Equal("wants one scale and zero point for 8-bit values", Of("Activation").CheckTypes([perChannel], perChannel));
    }

    [Theory]
    [InlineData("MaxPool")]
    [InlineData("Activation")]
    public void CheckTypes_Int32_IsRefused(string op)
    {
        TensorInfo x = new("x", DataType.Int32, new(1, 2, 2, 1));
        Assert.Equal("wants Float32 or an 8-bit type, got Int32", Of(op).CheckTypes([x], x));
    }

    private static Node Of(string op) => op switch
    {
        "MaxPool" => new MaxPoolNode { Name = "n", Inputs = ["x"], Output = "y", KernelH = 1, KernelW = 1 },
        "Activation" => new ActivationNode { Name = "n", Inputs = ["x"], Output = "y", Kind = ActivationKind.Relu },
        "Reshape" => new ReshapeNode { Name = "n", Inputs = ["x"], Output = "y", Target = new(4) },
        _ => new TransposeNode { Name = "n", Inputs = ["x"], Output = "y", Permutation = [0, 1, 2, 3] },
    };
}
