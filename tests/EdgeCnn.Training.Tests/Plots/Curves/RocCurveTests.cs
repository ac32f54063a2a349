using EdgeCnn.Training.Plots.Curves;

namespace EdgeCnn.Training.Tests.Plots.Curves;

public sealed class RocCurveTests
{
    [Fact]
    public void Area_PerfectReversedAndEqualScores_AreOneZeroAndAHalf()
    {
        bool[] truth = [true, true, false, false];
        Assert.Equal(1, Area([4, 3, 2, 1], truth), 12);
        Assert.Equal(0, Area([1, 2, 3, 4], truth), 12);
        Assert.Equal(0.5, Area([7, 7, 7, 7], truth), 12);
    }

    [Fact]
    public void Area_RandomScoresWithTies_IsTheShareOfPairsInOrder()
    {
        var random = new SeededRandom(4);
        double[] scores = [.. Enumerable.Range(0, 80).Select(_ => (double)random.NextInt(12))];
        bool[] truth = [.. scores.Select(score => random.NextInt(20) < score)];
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

        Assert.Equal(sum / pairs, Area(scores, truth), 12);
    }

    [Fact]
    public void Draw_Curves_AreNamedWithTheirAreas()
    {
        string svg = RocCurves.Draw([new RocSeries("cat", [2, 1], [true, false]), new RocSeries("dog", [1, 2], [true, false])]).ToSvg();
        Assert.Contains("cat 1.000", svg, StringComparison.Ordinal);
        Assert.Contains("dog 0.000", svg, StringComparison.Ordinal);
        Assert.Contains("mean 0.5000", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_OneKindOnly_IsRefused() => Assert.Throws<ArgumentException>(() => RocCurves.Draw([new RocSeries("cat", [2, 1], [true, true])]));

    private static double Area(double[] scores, bool[] truth) => RocCurve.Area(RocCurve.Of(new RocSeries("x", scores, truth)));
}
