using System.Globalization;
using EdgeCnn.Training.Metrics;
using EdgeCnn.Training.Plots.Axes;
using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Curves;

/// <summary>ROC curves with their areas.</summary>
public static class RocCurves
{
    /// <summary>Draws one curve for each question, best first; more than sixteen are drawn without a legend of their own.</summary>
    /// <exception cref="ArgumentException">No series, or one without both kinds of answers.</exception>
    public static Plot Draw(IReadOnlyList<RocSeries> series) => FigureOf(series).Draw();

    internal static Figure FigureOf(IReadOnlyList<RocSeries> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (series.Count == 0)
            throw new ArgumentException("ROC curves need at least one series.", nameof(series));
        var curves = series.Select(one => (one.Name, Corners: RocCurve.Of(one), Area: RocArea.Of(one.Scores, one.Positive))).OrderByDescending(one => one.Area).ToArray();
        bool many = curves.Length > 2 * Palette.Count;
        var panel = new Panel
        {
            Width = 480,
            Height = 470,
            Square = true,
            XLabel = "false positive rate",
            YLabel = "true positive rate",
            X = new Scale(0, 1),
            Y = new Scale(0, 1),
            Under = (drawing, area) => drawing.Add(new LineShape([area.At(0, 0), area.At(1, 1)], new Stroke(Palette.Axis, 1.2, [4, 5]))),
            Series = [.. curves.Select((one, i) => new Series(one.Name, many ? Palette.Good.Fade(0.35) : Palette.Of(i), Style(i), [.. one.Corners.Select(corner => new Point(corner.False, corner.True))]))],
        };
        return new Figure
        {
            Title = curves.Length == 1 ? $"ROC of {curves[0].Name}" : "ROC, one class against the others",
            Subtitle = string.Create(CultureInfo.InvariantCulture, $"Area under the curve: {(curves.Length == 1 ? "" : "mean ")}{curves.Average(one => one.Area):0.0000}."),
            Legend = many ? [] : [.. curves.Select((one, i) => new LegendEntry(string.Create(CultureInfo.InvariantCulture, $"{one.Name} {one.Area:0.000}"), Palette.Of(i), Style(i)))],
            Panels = [panel.Draw()],
            Columns = 1,
            LeastWidth = 460,
        };
    }

    private static SeriesStyle Style(int series) => SeriesStyles.Line(series);
}
