using EdgeCnn.Training.Initializers;

namespace EdgeCnn.Training.Tests.Initializers;

public sealed class InitializerTests
{
    private const int FanIn = 200;
    private const int FanOut = 100;

    public static TheoryData<string, double, bool> Kinds => new()
    {
        { "he", 2.0 / FanIn, false },
        { "he-uniform", 2.0 / FanIn, true },
        { "xavier", 2.0 / (FanIn + FanOut), false },
        { "xavier-uniform", 2.0 / (FanIn + FanOut), true },
        { "normal", 0.01 * 0.01, false },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fill_ManyWeights_HaveTheVarianceOfTheirSource(string kind, double variance, bool uniform)
    {
        Initializer initializer = kind switch
        {
            "he" => Initializer.He,
            "he-uniform" => Initializer.HeUniform,
            "xavier" => Initializer.XavierNormal,
            "xavier-uniform" => Initializer.XavierUniform,
            _ => Initializer.Normal(0.01),
        };
        float[] weights = new float[100_000];
        initializer.Fill(weights, new SeededRandom(1), FanIn, FanOut);
        double mean = weights.Average(w => (double)w), measured = weights.Average(w => (w - mean) * (w - mean));
        // The deviation of a variance from 100,000 numbers is below 0.5 %, of a mean 0.3 % of σ.
        Assert.Equal(variance, measured, 0.025 * variance);
        Assert.Equal(0, mean, 0.015 * Math.Sqrt(variance));
        double bound = Math.Sqrt(3 * variance);
        Assert.Equal(uniform, weights.All(w => Math.Abs(w) <= bound * 1.0001));
    }

    [Fact]
    public void Fill_Constant_IsTheSameEverywhere()
    {
        float[] weights = new float[5];
        Initializer.Constant(0.25f).Fill(weights, new SeededRandom(1), 1, 1);
        Assert.All(weights, weight => Assert.Equal(0.25f, weight));
    }
}
