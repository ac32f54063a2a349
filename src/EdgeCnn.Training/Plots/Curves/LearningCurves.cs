using System.Globalization;
using EdgeCnn.Training.Plots.Axes;
using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Curves;

/// <summary>Accuracy and loss over the epochs, side by side: training as points, validation as a line.</summary>
public static class LearningCurves
{
    /// <summary>Draws one run, its best epochs marked.</summary>
    public static Plot Draw(RunCurves run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Draw([run], $"Learning curves of {run.Name}");
    }

    /// <summary>Draws several runs over one another, each in a colour of its own.</summary>
    /// <param name="runs">At least one.</param>
    /// <param name="title">The title.</param>
    /// <exception cref="ArgumentException">There is no run.</exception>
    public static Plot Draw(IReadOnlyList<RunCurves> runs, string title) => FigureOf(runs, title).Draw();

    internal static Figure FigureOf(IReadOnlyList<RunCurves> runs, string title)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count == 0)
            throw new ArgumentException("Learning curves need at least one run.", nameof(runs));
        bool one = runs.Count == 1;
        var accuracy = Series(runs, point => point.Accuracy, point => point.ValidationAccuracy);
        var loss = Series(runs, point => point.Loss, point => point.ValidationLoss);
        return new Figure
        {
            Title = title,
            Subtitle = one ? Best(runs[0]) : Marks(runs.Count),
            Legend = one
                ? [.. accuracy.Select(series => new LegendEntry(series.Name, series.Ink, series.Style))]
                : [.. accuracy.Where(series => series.Style.IsLine()).Select(series => new LegendEntry(series.Name, series.Ink, series.Style))],
            Panels = [Panel("Accuracy", accuracy, Scale.Around(Values(accuracy), 0, 1), one), Panel("Loss", loss, Scale.Around(Values(loss), 0, mayBeLogarithmic: true), false, one)],
        };
    }

    private static string Marks(int runs) => $"Points: training. Lines: validation.{(runs > Palette.Count ? " Rings go with dashes" : "")}{(runs > 2 * Palette.Count ? ", squares with dots" : "")}{(runs > Palette.Count ? "." : "")}";

    private static List<Series> Series(IReadOnlyList<RunCurves> runs, Func<EpochPoint, double> training, Func<EpochPoint, double> validation)
    {
        List<Series> series = [];
        for (int i = 0; i < runs.Count; i++)
        {
            // Of one run the two curves differ in colour too.
            string name = runs.Count == 1 ? "" : runs[i].Name;
            series.Add(new Series(name.Length == 0 ? "training" : name, Palette.Of(i), SeriesStyles.Points(i), Points(runs[i], training)));
            series.Add(new Series(name.Length == 0 ? "validation" : name, Palette.Of(runs.Count == 1 ? 1 : i), SeriesStyles.Line(i), Points(runs[i], validation)));
        }

        return [.. series.Where(line => runs.Count > 1 || line.Points.Any(point => point.IsFinite))];
    }

    private static Point[] Points(RunCurves run, Func<EpochPoint, double> value) => [.. run.Epochs.Select(point => new Point(point.Epoch, value(point)))];

    private static IEnumerable<double> Values(IEnumerable<Series> series) => series.SelectMany(line => line.Points.Select(point => point.Y));

    private static Plot Panel(string heading, IReadOnlyList<Series> series, Scale y, bool markHighest = false, bool markLowest = false)
    {
        int last = (int)series.SelectMany(line => line.Points).Select(point => point.X).DefaultIfEmpty(1).Max();
        return new Panel
        {
            Heading = heading,
            XLabel = "epoch",
            X = Scale.Epochs(last),
            Y = y,
            Series = series,
            Over = (drawing, area) =>
            {
                if ((markHighest || markLowest) && series[^1].Style.IsLine() && series[^1].Points.Where(point => point.IsFinite).ToArray() is { Length: > 0 } points)
                    Mark(drawing, area, markHighest ? points.MaxBy(point => point.Y) : points.MinBy(point => point.Y), series[^1].Ink);
            },
        }.Draw();
    }

    private static void Mark(Plot drawing, PanelArea area, Point best, Ink ink)
    {
        Point place = area.At(best.X, best.Y);
        drawing.Add(new LineShape([place, new Point(place.X, area.Box.Bottom)], new Stroke(ink, 1, [2, 4])));
        drawing.Add(new CircleShape(place, 4.5, Palette.Page, new Stroke(ink, 2)));
    }

    private static string Best(RunCurves run)
    {
        EpochPoint[] judged = [.. run.Epochs.Where(point => double.IsFinite(point.ValidationLoss) && double.IsFinite(point.ValidationAccuracy))];
        if (judged.Length == 0)
            return "No validation was made.";
        EpochPoint accuracy = judged.MaxBy(point => point.ValidationAccuracy)!, loss = judged.MinBy(point => point.ValidationLoss)!;
        return string.Create(CultureInfo.InvariantCulture, $"Best on validation: accuracy {accuracy.ValidationAccuracy:0.0000} in epoch {accuracy.Epoch}, loss {loss.ValidationLoss:0.0000} in epoch {loss.Epoch}.");
    }
}
