using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Kernels.Tests.Elementwise;

public sealed class LinearQuantizationTests
{
    [Theory]
    [InlineData(0.5f, 0)]
    [InlineData(1.5f, 2)]
    [InlineData(2.5f, 2)]
    [InlineData(-0.5f, 0)]
    [InlineData(-1.5f, -2)]
    public void Quantize_Halves_RoundToEven(float x, int expected)
    {
        byte[] code = new byte[1];
        LinearQuantization.Quantize([x], 1f, 0, ActivationSign.Signed, code);
        Assert.Equal(expected, (sbyte)code[0]);
    }

    [Theory]
    [InlineData(float.PositiveInfinity, 255)]
    [InlineData(float.MaxValue, 255)]
    [InlineData(float.NegativeInfinity, 0)]
    [InlineData(float.NaN, 0)]
    public void Quantize_BeyondTheRange_Saturates(float x, byte expected)
    {
        byte[] code = new byte[1];
        LinearQuantization.Quantize([x], 0.25f, 100, ActivationSign.Unsigned, code);
        Assert.Equal(expected, code[0]);
    }

    [Theory]
    [InlineData(ActivationSign.Unsigned)]
    [InlineData(ActivationSign.Signed)]
    public void Quantize_OfEveryDequantizedCode_GivesTheCode(ActivationSign sign)
    {
        byte[] codes = [.. Enumerable.Range(0, 256).Select(i => (byte)i)], back = new byte[256];
        float[] real = new float[256];
        LinearQuantization.Dequantize(codes, 0.0371f, -7 + (sign == ActivationSign.Unsigned ? 128 : 0), sign, real);
        LinearQuantization.Quantize(real, 0.0371f, -7 + (sign == ActivationSign.Unsigned ? 128 : 0), sign, back);
        Assert.Equal(codes, back);
        int first = sign == ActivationSign.Unsigned ? 0 - 121 : 0 + 7;
        Assert.Equal(first * 0.0371f, real[0]);
    }
}
