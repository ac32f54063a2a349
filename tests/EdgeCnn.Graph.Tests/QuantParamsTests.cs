namespace EdgeCnn.Graph.Tests;

public sealed class QuantParamsTests
{
    [Theory]
    [InlineData(0.5f, 1f, 0, 0)]
    [InlineData(1.5f, 1f, 0, 2)]
    [InlineData(2.5f, 1f, 0, 2)]
    [InlineData(3.5f, 1f, 0, 4)]
    [InlineData(-0.5f, 1f, 10, 10)]
    [InlineData(-1.5f, 1f, 10, 8)]
    [InlineData(-2.5f, 1f, 10, 8)]
    // Half to even before the zero point is added: 0.5 → 0, then + 1.
    [InlineData(0.5f, 1f, 1, 1)]
    [InlineData(3f, 0.25f, 7, 19)]
    [InlineData(254.4f, 1f, 0, 254)]
    [InlineData(255.4f, 1f, 0, 255)]
    [InlineData(256f, 1f, 0, 255)]
    [InlineData(-1f, 1f, 0, 0)]
    public void Quantize_UInt8_RoundsHalfToEvenAndClamps(float real, float scale, int zeroPoint, int expected) =>
        Assert.Equal(expected, QuantParams.Quantize(real, scale, zeroPoint, DataType.UInt8));

    [Theory]
    [InlineData(-128.5f, 1f, 0, -128)]
    [InlineData(-129f, 1f, 0, -128)]
    [InlineData(127.5f, 1f, 0, 127)]
    [InlineData(126.5f, 1f, 0, 126)]
    [InlineData(1f, 0.5f, -128, -126)]
    [InlineData(-1f, 0.5f, -128, -128)]
    public void Quantize_Int8_RoundsHalfToEvenAndClamps(float real, float scale, int zeroPoint, int expected) =>
        Assert.Equal(expected, QuantParams.Quantize(real, scale, zeroPoint, DataType.Int8));

    [Theory]
    [InlineData(float.PositiveInfinity, 1f, 255)]
    [InlineData(float.NegativeInfinity, 1f, 0)]
    [InlineData(float.MaxValue, 1f, 255)]
    [InlineData(float.MinValue, 1f, 0)]
    [InlineData(float.MaxValue, float.Epsilon, 255)]
    [InlineData(-1f, float.Epsilon, 0)]
    [InlineData(float.Epsilon, float.MaxValue, 128)]
    [InlineData(4e9f, 1f, 255)]
    [InlineData(-4e9f, 1f, 0)]
    public void Quantize_Extremes_Saturate(float real, float scale, int expected) =>
        Assert.Equal(expected, QuantParams.Quantize(real, scale, 128, DataType.UInt8));

    [Fact]
    public void Quantize_NotANumber_IsTheZeroPoint()
    {
        Assert.Equal(100, QuantParams.Quantize(float.NaN, 0.5f, 100, DataType.UInt8));
        Assert.Equal(-7, QuantParams.Quantize(float.NaN, 0.5f, -7, DataType.Int8));
    }

    [Theory]
    [InlineData(DataType.UInt8, 0, 255)]
    [InlineData(DataType.UInt8, 128, 255)]
    [InlineData(DataType.Int8, 0, 127)]
    [InlineData(DataType.Int8, -128, 127)]
    public void Quantize_DequantizedCode_GivesItBack(DataType type, int zeroPoint, int most)
    {
        for (int code = most - 255; code <= most; code++)
        {
            float real = QuantParams.Dequantize(code, 0.3f, zeroPoint);
            Assert.Equal((code - zeroPoint) * 0.3f, real);
            Assert.Equal(code, QuantParams.Quantize(real, 0.3f, zeroPoint, type));
        }
    }

    [Fact]
    public void Dequantize_ZeroPoint_IsZero() => Assert.Equal(0f, QuantParams.Dequantize(-128, 1e30f, -128));

    [Fact]
    public void PerChannel_Scales_HasZeroPointsOfZero()
    {
        QuantParams quant = QuantParams.PerChannel([1f, 2f, 3f]);
        Assert.Equal([1f, 2f, 3f], quant.Scales.ToArray());
        Assert.Equal([0, 0, 0], quant.ZeroPoints.ToArray());
        Assert.Equal(0, quant.Axis);
        Assert.Equal(-1, QuantParams.PerTensor(1f, 5).Axis);
    }
}
