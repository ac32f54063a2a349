using EdgeCnn.Training.Plots.Axes;

namespace EdgeCnn.Training.Tests.Plots.Axes;

public sealed class TicksTests
{
    [Theory]
    [InlineData(0, 1, 6, new[] { 0, 0.2, 0.4, 0.6, 0.8, 1 })]
    [InlineData(0, 20, 6, new double[] { 0, 5, 10, 15, 20 })]
    [InlineData(-1, 1, 5, new[] { -1, -0.5, 0, 0.5, 1 })]
    [InlineData(0.47, 1, 4, new[] { 0.6, 0.8, 1 })]
    [InlineData(3, 3700, 5, new double[] { 1000, 2000, 3000 })]
    [InlineData(0.0009, 0.0011, 4, new[] { 0.0009, 0.001, 0.0011 })]
    public void Linear_Range_GivesRoundNumbersInside(double low, double high, int most, double[] expected)
    {
        double[] ticks = Ticks.Linear(low, high, most);
        Assert.Equal(expected.Length, ticks.Length);
        Assert.All(expected.Zip(ticks), pair => Assert.Equal(pair.First, pair.Second, 12));
    }

    [Fact]
    public void Linear_ManyRanges_NeverTooManyAndAlwaysRound()
    {
        var random = new SeededRandom(3);
        for (int i = 0; i < 2000; i++)
        {
            double low = (random.NextDouble() - 0.5) * Math.Pow(10, random.NextInt(9) - 4), high = low + (random.NextDouble() * Math.Pow(10, random.NextInt(9) - 4)) + 1e-6;
            int most = 2 + random.NextInt(9);
            double[] ticks = Ticks.Linear(low, high, most);
            Assert.True(ticks.Length >= 1 && ticks.Length <= Math.Max(most, 6), $"{low} to {high}, {most}: {ticks.Length} ticks");
            Assert.All(ticks, tick => Assert.InRange(tick, low - (1e-6 * (high - low)), high + (1e-6 * (high - low))));
            if (ticks.Length > 1)
            {
                double step = ticks[1] - ticks[0], mantissa = step / Math.Pow(10, Math.Floor(Math.Log10(step) + 1e-6));
                Assert.True(Near(mantissa, 1) || Near(mantissa, 2) || Near(mantissa, 5), $"{low} to {high}: step {step}");
            }
        }

        static bool Near(double a, double b) => Math.Abs(a - b) < 1e-3;
    }

    [Fact]
    public void Logarithmic_WideRange_GivesPowersOfTen() => Assert.Equal([0.01, 0.1, 1, 10, 100], Ticks.Logarithmic(0.005, 200, 6).Select(tick => Math.Round(tick, 9)));

    [Fact]
    public void Logarithmic_NarrowRange_GivesTwosAndFivesToo() => Assert.Equal([0.5, 1, 2, 5], Ticks.Logarithmic(0.4, 8, 6).Select(tick => Math.Round(tick, 9)));

    [Fact]
    public void Labels_OneAxis_HaveEquallyManyDecimals()
    {
        Assert.Equal(["0.0", "0.5", "1.0"], Ticks.Labels([0, 0.5, 1]));
        Assert.Equal(["−1", "0", "1"], Ticks.Labels([-1, 0, 1]));
        Assert.Equal(["0", "5,000", "10,000"], Ticks.Labels([0, 5000, 10000]));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.001, "0.001")]
    [InlineData(0.00002, "2e−5")]
    [InlineData(-2.5, "−2.5")]
    [InlineData(2e7, "2e7")]
    public void Power_Number_IsShort(double value, string expected) => Assert.Equal(expected, Ticks.Power(value));
}
