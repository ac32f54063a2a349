using EdgeCnn.Training.Plots.Canvas;
using EdgeCnn.Training.Plots.Curves;

namespace EdgeCnn.Training.Tests.Plots.Curves;

public sealed class ContourPlotTests
{
    [Fact]
    public void Draw_PathsOfTheCourse_NamesTheirEnds()
    {
        Plot plot = ContourPlot.Draw("J = x₁² + 2x₂² − x₁x₂", (x, y) => (x * x) + (2 * y * y) - (x * y), (-6, 6), (-5, 5), [new PlotPath("plain", [(-5, 4), (-0.60049, -0.18227)]), new PlotPath("rest", [(-5, 4), (-0.0001, 1e-9)])], (0, 0));
        string svg = plot.ToSvg();
        Assert.Contains("plain → (−0.600, −0.182)", svg, StringComparison.Ordinal);
        Assert.Contains("rest → (0.000, 0.000)", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        Assert.InRange(plot.ToImage(1).Width, 700, 800);
    }

    [Fact]
    public void Draw_FlatFunctionWithoutPaths_IsAnEmptyChart() => Assert.NotEmpty(ContourPlot.Draw("flat", (_, _) => 3, (0, 1), (0, 1), []).ToSvg());
}
