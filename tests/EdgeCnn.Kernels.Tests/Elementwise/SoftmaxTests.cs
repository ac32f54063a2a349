using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Kernels.Tests.Elementwise;

public sealed class SoftmaxTests
{
    private static readonly float[] Logits = [0.1f, -2.3f, 3.7f, 1.9f, -0.4f];

    [Fact]
    public void Exp_WholeRange_StaysWithinItsBound()
    {
        for (double x = -86.9; x <= 88; x += 0.00137)
        {
            float single = (float)x;
            double expected = Math.Exp(single);
            double error = Math.Abs(Softmax.Exp(single) - expected) / expected;
            Assert.True(error < 4e-7, $"exp({single:R}): relative error {error}");
        }
    }

    [Theory]
    [InlineData(-87.5f, 0f)]
    [InlineData(float.NegativeInfinity, 0f)]
    [InlineData(0f, 1f)]
    [InlineData(88.5f, float.PositiveInfinity)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(float.NaN, float.NaN)]
    public void Exp_Ends_AreDefined(float x, float expected) => Assert.Equal(expected, Softmax.Exp(x));

    [Fact]
    public void Run_LogitsFarApart_SumsToOneWithoutOverflow()
    {
        float[] p = new float[4];
        Softmax.Run([1e4f, 1e4f, -1e4f, 0f], p);
        Assert.Equal([0.5f, 0.5f, 0f, 0f], p);
    }

    [Fact]
    public void Run_KnownLogits_MatchesTheFormula()
    {
        float[] p = new float[Logits.Length];
        Softmax.Run(Logits, p);
        double sum = Logits.Sum(x => Math.Exp((double)x - 3.7f));
        for (int i = 0; i < p.Length; i++)
            Assert.Equal(Math.Exp((double)Logits[i] - 3.7f) / sum, p[i], 2e-7);
    }

    /// <summary>Probabilities must be equal on every processor: these bits were computed on x64.</summary>
    [Fact]
    public void Run_KnownLogits_GivesTheSameBitsEverywhere()
    {
        float[] p = new float[Logits.Length];
        Softmax.Run(Logits, p);
        Assert.Equal("98BBB83C9411063B2847533F2FB20B3E9D17603C", Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes(p.AsSpan())));
    }

}
