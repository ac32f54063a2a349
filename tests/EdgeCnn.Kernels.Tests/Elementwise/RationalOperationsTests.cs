using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Kernels.Tests.Elementwise;

public sealed class RationalOperationsTests
{
    private static readonly float[] Values =
    [
        .. Enumerable.Range(0, 400_001).Select(i => (i - 200_000) / 9973f),
        .. Enumerable.Range(0, 200).SelectMany(i => (float[])[MathF.Pow(1.4f, i - 200), -MathF.Pow(1.4f, i - 200)]),
        0, -0f, 9, -9, 18, -18, 1e30f, -1e30f, float.PositiveInfinity, float.NegativeInfinity,
    ];

    [Fact]
    public void Sigmoid_AloneAndInARow_HasTheBitsOfTheFormula() => SameBits(default(SigmoidFloat), ReferenceCodes.Sigmoid);

    [Fact]
    public void Tanh_AloneAndInARow_HasTheBitsOfTheFormula() => SameBits(default(TanhFloat), ReferenceCodes.Tanh);

    [Fact]
    public void Sigmoid_WholeRange_StaysWithinItsBound() =>
        Assert.All(Values, x => Assert.True(Math.Abs(default(SigmoidFloat).Invoke(x) - (1 / (1 + Math.Exp(-x)))) <= 1.8e-7, $"{x:R}"));

    [Fact]
    public void Tanh_WholeRange_StaysWithinItsBound() =>
        Assert.All(Values, x => Assert.True(Math.Abs(Bits(default(TanhFloat).Invoke(x)) - Bits((float)Math.Tanh(x))) <= 5, $"{x:R}"));

    // Row and single value against a scalar form of its own.
    private static void SameBits<TOperation>(TOperation f, Func<float, float> expected)
        where TOperation : struct, IVectorOperation
    {
        float[] row = new float[Values.Length];
        UnaryLoop.RunVector(f, Values, row);
        for (int i = 0; i < row.Length; i++)
        {
            int bits = Bits(expected(Values[i]));
            Assert.True(bits == Bits(row[i]) && bits == Bits(f.Invoke(Values[i])), $"{Values[i]:R}: expected {expected(Values[i]):R}, got {row[i]:R} and {f.Invoke(Values[i]):R}");
        }
    }

    private static int Bits(float x) => BitConverter.SingleToInt32Bits(x);
}
