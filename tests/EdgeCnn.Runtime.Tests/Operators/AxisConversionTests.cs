using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Runtime.Tests.Operators;

/// <summary>Codes with a scale for each index of an axis, and sums with a scale.</summary>
public sealed class AxisConversionTests
{
    private static readonly DequantizeLinearNode Node = new() { Name = "n", Inputs = ["x"], Output = "y" };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Dequantize_AlongEachAxis_UsesThatIndexsScale(int axis)
    {
        int[] shape = [2, 3, 4];
        float[] scales = [0.5f, 0.25f, 3f, 0.1f];
        int[] zeroPoints = [3, -5, 0, 100];
        var quant = new QuantParams { Scales = [.. scales[..shape[axis]]], ZeroPoints = [.. zeroPoints[..shape[axis]]], Axis = axis };
        var codes = ReferenceTensor<sbyte>.Of(shape, at => (sbyte)((at[0] * 100) - (at[1] * 30) + at[2]));
        var expected = ReferenceTensor<float>.Of(shape, at => (codes[at] - zeroPoints[at[axis]]) * scales[at[axis]]);
        Assert.Equal(expected.Values, OneNode.Run<float>(Node, [OneNode.Given.Of("x", shape, codes.Values, quant)]));
    }

    [Fact]
    public void Dequantize_Sums_MultipliesThem()
    {
        Assert.Equal([-500_000f, 1.5f], OneNode.Run<float>(Node, [OneNode.Given.Of("x", [2], [-1_000_000, 3], QuantParams.PerTensor(0.5f, 0))]));
        Assert.Equal([-2f, 4f, 6f, 16f], OneNode.Run<float>(Node, [OneNode.Given.Of("x", [2, 2], [-1, 1, 3, 4], QuantParams.PerChannel([2f, 4f], axis: 1))]));
    }
}
