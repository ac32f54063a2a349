using EdgeCnn.Training.Plots.Axes;
using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Curves;

/// <summary>The learning rate and the norm of the gradient over the epochs.</summary>
public static class RateCurves
{
    private const double WidestPowers = 1e5;

    /// <summary>Draws what was measured of the two.</summary>
    /// <exception cref="ArgumentException">The run has neither learning rates nor gradient norms.</exception>
    public static Plot Draw(RunCurves run) => FigureOf(run).Draw();

    internal static Figure FigureOf(RunCurves run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Plot?[] panels = [Panel(run, "Learning rate at the end of the epoch", 0, point => point.LearningRate), Panel(run, "Norm of the gradient", 2, point => point.GradientNorm)];
        return new Figure
        {
            Title = $"Steps of {run.Name}",
            Panels = panels.Any(panel => panel is not null) ? [.. panels.OfType<Plot>()] : throw new ArgumentException($"{run.Name} has neither learning rates nor gradient norms.", nameof(run)),
        };
    }

    private static Plot? Panel(RunCurves run, string heading, int colour, Func<EpochPoint, double> value)
    {
        Point[] points = [.. run.Epochs.Select(point => new Point(point.Epoch, value(point)))];
        if (!points.Any(point => point.IsFinite))
            return null;
        double[] values = [.. points.Where(point => point.IsFinite).Select(point => point.Y)];
        return new Panel
        {
            Height = 260,
            Heading = heading,
            XLabel = "epoch",
            X = Scale.Epochs(run.Epochs[^1].Epoch),
            // A schedule that ends at nearly nothing would stretch powers of ten over all that nobody asks for.
            Y = Scale.Around(points.Select(point => point.Y), 0, mayBeLogarithmic: values.Max() < WidestPowers * values.Min()),
            Series = [new Series(heading, Palette.Of(colour), SeriesStyle.LineAndDiscs, points)],
        }.Draw();
    }
}
