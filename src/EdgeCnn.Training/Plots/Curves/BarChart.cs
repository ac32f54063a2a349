using EdgeCnn.Training.Plots.Axes;
using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Curves;

/// <summary>Level bars under one another with their names and numbers.</summary>
public static class BarChart
{
    private const double RowHeight = 26, BarHeight = 16, Length = 420, MaxNameWidth = 260;

    /// <summary>Draws the bars in their order.</summary>
    /// <param name="title">The title.</param>
    /// <param name="bars">At least one.</param>
    /// <param name="subtitle">A quieter line below the title, or null.</param>
    /// <exception cref="ArgumentException">There is no bar, or one of negative or no length.</exception>
    public static Plot Draw(string title, IReadOnlyList<Bar> bars, string? subtitle = null)
    {
        ArgumentNullException.ThrowIfNull(bars);
        if (bars.Count == 0 || bars.Any(bar => !(double.IsFinite(bar.Value) && bar.Value >= 0)))
            throw new ArgumentException("A bar chart needs bars with lengths of 0 or more.", nameof(bars));
        double most = Math.Max(bars.Max(bar => bar.Value), double.Epsilon);
        string[] names = [.. bars.Select(bar => TextStyle.Body.Fit(bar.Name, MaxNameWidth))], texts = [.. bars.Select(bar => bar.Text ?? Ticks.Power(Math.Round(bar.Value, 5)))];
        double left = names.Max(TextStyle.Body.Measure) + 10, right = texts.Max(TextStyle.Body.Measure) + 8;
        var chart = new Plot(left + Length + right, RowHeight * bars.Count, title);
        for (int i = 0; i < bars.Count; i++)
        {
            double y = (i + 0.5) * RowHeight, length = Math.Max(1, Length * bars[i].Value / most);
            chart.Text(left - 10, y + TextStyle.Body.Drop, names[i], TextStyle.Body, TextAnchor.End);
            chart.Rectangle(new Box(left, y - (BarHeight / 2), length, BarHeight), bars[i].Marked ? Palette.Bad : Palette.Good, 2);
            chart.Text(left + length + 8, y + TextStyle.Body.Drop, texts[i], TextStyle.Body);
        }

        return new Figure { Title = title, Subtitle = subtitle, Panels = [chart], Columns = 1 }.Draw();
    }
}
