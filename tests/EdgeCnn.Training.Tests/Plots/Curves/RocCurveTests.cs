using EdgeCnn.Training.Plots.Curves;

namespace EdgeCnn.Training.Tests.Plots.Curves;

public sealed class RocCurveTests
{
    [Fact]
    public void Of_ScoresWithTies_GivesOneCornerForEachScore() =>
        Assert.Equal([(0, 0), (0, 0.5), (0.5, 1), (1, 1)], RocCurve.Of(new RocSeries("x", [3, 2, 2, 1], [true, true, false, false])));

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
}
