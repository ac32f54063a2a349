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

    /// <summary>Long rows, which go by vectors, beside the rule for each value.</summary>
    [Theory]
    [InlineData(ActivationSign.Unsigned)]
    [InlineData(ActivationSign.Signed)]
    public void Quantize_RowsOfAnyLength_MatchTheRule(ActivationSign sign)
    {
        var random = new Random(40);
        int low = sign == ActivationSign.Unsigned ? 0 : -128;
        float[] odd = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, -0f, 1e-40f];
        for (int length = 0; length < 100; length++)
        {
            int zero = random.Next(low, low + 256);
            float scale = MathF.ScaleB(1 + random.NextSingle(), random.Next(-6, 3));
            float[] x = [.. Enumerable.Range(0, length).Select(_ => random.Next(8) == 0 ? odd[random.Next(odd.Length)] : random.Next(2) == 0 ? (random.Next(-300, 300) + 0.5f) * scale : (random.NextSingle() - 0.5f) * 400 * scale)];
            using var input = GuardedMemory<float>.Of(x);
            using var codes = new GuardedMemory<byte>(length);
            using var back = new GuardedMemory<float>(length);
            LinearQuantization.Quantize(input.Span, scale, zero, sign, codes.Span);
            LinearQuantization.Dequantize(codes.Span, scale, zero, sign, back.Span);
            for (int i = 0; i < length; i++)
            {
                double rounded = Math.Round((double)(x[i] / scale), MidpointRounding.ToEven) + zero;
                int expected = double.IsNaN(rounded) ? low : (int)Math.Clamp(rounded, low, low + 255), got = sign == ActivationSign.Unsigned ? codes.Span[i] : (sbyte)codes.Span[i];
                Assert.Equal(expected, got);
                Assert.Equal((expected - zero) * scale, back.Span[i]);
            }
        }
    }
}
