using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Axes;

/// <summary>A picture of a title, a legend and panels in rows.</summary>
internal sealed class Figure
{
    private const double Margin = 18, Gap = 22, LegendGap = 20, LegendLine = 22;

    public required string Title { get; init; }

    /// <summary>A quieter line below the title, or null; broken into several where it is too long.</summary>
    public string? Subtitle { get; init; }

    public IReadOnlyList<LegendEntry> Legend { get; init; } = [];

    public required IReadOnlyList<Plot> Panels { get; init; }

    /// <summary>Panels of a row.</summary>
    public int Columns { get; init; } = 2;

    /// <summary>The picture is at least as wide, so that a title has room.</summary>
    public double LeastWidth { get; init; } = 300;

    public Plot Draw()
    {
        Plot[][] rows = [.. Panels.Chunk(Columns)];
        double inner = Math.Max(rows.Select(row => row.Sum(panel => panel.Width) + (Gap * (row.Length - 1))).DefaultIfEmpty(0).Max(), LeastWidth);
        string[] subtitle = [.. Lines(Subtitle ?? "", TextStyle.Body, inner)];
        string[] title = [.. Lines(Title, TextStyle.Title, inner)];
        var legend = PlaceLegend(inner);
        double top = Margin + (23 * title.Length) + (19 * subtitle.Length) + (legend.Count == 0 ? 0 : LegendLine * (legend[^1].Line + 1)) + 6;
        double height = top + rows.Sum(row => row.Max(panel => panel.Height)) + (Gap * Math.Max(0, rows.Length - 1)) + Margin;
        var drawing = new Plot(Math.Ceiling(inner + (2 * Margin)), Math.Ceiling(height), Title);
        double y = Margin;
        foreach (string line in title)
            drawing.Text(Margin, (y += 23) - 8, line, TextStyle.Title);
        foreach (string line in subtitle)
            drawing.Text(Margin, (y += 19) - 6, line, TextStyle.Body with { Ink = Palette.Soft });
        foreach (var (entry, x, line) in legend)
            DrawEntry(drawing, entry, Margin + x, y + (LegendLine * (line + 0.5)));
        y = top;
        foreach (Plot[] row in rows)
        {
            double x = Margin;
            foreach (Plot panel in row)
            {
                drawing.Place(panel, x, y);
                x += panel.Width + Gap;
            }

            y += row.Max(panel => panel.Height) + Gap;
        }

        return drawing;
    }

    /// <summary>A text broken between words into lines that fit.</summary>
    internal static IEnumerable<string> Lines(string text, TextStyle style, double width)
    {
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && style.Measure(longer) > width)
            {
                yield return line;
                longer = word;
            }

            line = style.Fit(longer, width);
        }

        if (line.Length > 0)
            yield return line;
    }

    private List<(LegendEntry Entry, double X, int Line)> PlaceLegend(double width)
    {
        List<(LegendEntry, double, int)> placed = [];
        double x = 0;
        int line = 0;
        foreach (LegendEntry entry in Legend)
        {
            double needed = MarkWidth(entry) + TextStyle.Body.Measure(entry.Name);
            if (x > 0 && x + needed > width)
                (x, line) = (0, line + 1);
            placed.Add((entry, x, line));
            x += needed + LegendGap;
        }

        return placed;
    }

    private static double MarkWidth(LegendEntry entry) => (entry.Style is null ? 12 : SeriesMark.Width) + 7;

    private static void DrawEntry(Plot drawing, LegendEntry entry, double x, double y)
    {
        if (entry.Style is { } style)
            SeriesMark.DrawKey(drawing, entry.Ink, style, x, y);
        else
            drawing.Rectangle(new Box(x, y - 6, 12, 12), entry.Ink, 2);
        drawing.Text(x + MarkWidth(entry), y + TextStyle.Body.Drop, entry.Name, TextStyle.Body);
    }
}
