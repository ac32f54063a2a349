using EdgeCnn.Training.Metrics;
using EdgeCnn.Training.Plots.Curves;

namespace EdgeCnn.Training.Tests.Metrics;

public sealed class RocAreaTests
{
    [Fact]
    public void Of_PerfectReversedAndEqualScores_AreOneZeroAndAHalf()
    {
        bool[] truth = [true, true, false, false];
        Assert.Equal(1, RocArea.Of([4, 3, 2, 1], truth), 12);
        Assert.Equal(0, RocArea.Of([1, 2, 3, 4], truth), 12);
        Assert.Equal(0.5, RocArea.Of([7, 7, 7, 7], truth), 12);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(1000)]
    public void Of_RandomScoresWithTies_IsTheShareOfPairsInOrder(int levels)
    {
        var random = new SeededRandom(4);
        double[] scores = [.. Enumerable.Range(0, 80).Select(_ => (double)random.NextInt(levels))];
        bool[] truth = [.. scores.Select(score => random.NextInt(2 * levels) < score)];
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            for (int j = 0; j < scores.Length; j++)
            {
                if (!truth[i] || truth[j])
                    continue;
                pairs++;
                sum += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
            }
        }

        Assert.Equal(sum / pairs, RocArea.Of(scores, truth), 12);
        // And what lies under the curve that is drawn.
        var corners = RocCurve.Of(new RocSeries("x", scores, truth));
        Assert.Equal(corners.Zip(corners.Skip(1), (a, b) => (b.False - a.False) * (a.True + b.True) / 2).Sum(), RocArea.Of(scores, truth), 12);
    }

    [Fact]
    public void Of_OneKindOnly_IsNoNumber() => Assert.Equal(double.NaN, RocArea.Of([1, 2], [true, true]));

    [Fact]
    public void Of_NotANumberOrOtherLengths_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => RocArea.Of([1, double.NaN], [true, false]));
        Assert.Throws<ArgumentException>(() => RocArea.Of([1], [true, false]));
    }
}
