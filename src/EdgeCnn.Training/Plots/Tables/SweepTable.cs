using System.Globalization;
using EdgeCnn.Training.Plots.Axes;
using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Tables;

/// <summary>Variants under one another, their numbers side by side, the best of a column marked.</summary>
public static class SweepTable
{
    private const double RowHeight = 30, HeadHeight = 30, Gap = 26, MaxNameWidth = 260, MaxNoteWidth = 260;

    /// <summary>Draws the table.</summary>
    /// <param name="title">The title.</param>
    /// <param name="columns">At least one.</param>
    /// <param name="rows">At least one, each with a number for every column.</param>
    /// <exception cref="ArgumentException">There is nothing to draw, or a row has too few or too many numbers.</exception>
    public static Plot Draw(string title, IReadOnlyList<SweepColumn> columns, IReadOnlyList<SweepRow> rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        if (columns.Count == 0 || rows.Count == 0 || rows.Any(row => row.Values.Count != columns.Count))
            throw new ArgumentException($"A table of {columns.Count} columns needs rows of as many numbers.", nameof(rows));
        TextStyle head = TextStyle.Note, bold = TextStyle.Body with { Bold = true };
        string[] names = [.. rows.Select(row => TextStyle.Body.Fit(row.Name, MaxNameWidth))], notes = [.. rows.Select(row => TextStyle.Note.Fit(row.Note ?? "", MaxNoteWidth))];
        double[] widths = [.. columns.Select((column, i) => Math.Max(head.Measure(column.Name), rows.Max(row => bold.Measure(Text(row.Values[i], column)))))];
        double left = names.Max(TextStyle.Body.Measure) + 12, right = left + widths.Sum(width => width + Gap), note = notes.Max(TextStyle.Note.Measure);
        var table = new Plot(right + (note > 0 ? note + Gap : 0) + 10, HeadHeight + (RowHeight * rows.Count), title);
        for (int i = 0; i < rows.Count; i++)
        {
            double line = HeadHeight + (i * RowHeight), y = line + (RowHeight / 2) + TextStyle.Body.Drop;
            table.Line(new(0, line), new(table.Width, line), new Stroke(i == 0 ? Palette.Axis : Palette.Grid, Crisp: true));
            table.Text(2, y, names[i], TextStyle.Body);
            if (notes[i].Length > 0)
                table.Text(right + Gap, y, notes[i], TextStyle.Note);
        }

        for (int i = 0; i < columns.Count; i++)
        {
            double end = left + widths.Take(i + 1).Sum(width => width + Gap);
            table.Text(end, (HeadHeight / 2) + head.Drop, columns[i].Name, head, TextAnchor.End);
            DrawColumn(table, columns[i], [.. rows.Select(row => row.Values[i])], end);
        }

        return new Figure { Title = title, Subtitle = columns.Any(column => column.Best != BestValue.None) ? "The best of a column is marked." : null, Panels = [table], Columns = 1 }.Draw();
    }

    /// <summary>The number of a column that is marked; NaN if none is.</summary>
    internal static double Best(SweepColumn column, IEnumerable<double> values) => column.Best == BestValue.None ? double.NaN
        : values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Aggregate((a, b) => column.Best == BestValue.Lowest ? Math.Min(a, b) : Math.Max(a, b));

    private static void DrawColumn(Plot table, SweepColumn column, double[] values, double end)
    {
        double best = Best(column, values);
        for (int i = 0; i < values.Length; i++)
        {
            double middle = HeadHeight + ((i + 0.5) * RowHeight);
            bool marked = values[i] == best && values.Length > 1;
            TextStyle style = TextStyle.Body with { Bold = marked };
            string text = Text(values[i], column);
            double width = style.Measure(text);
            if (marked)
                table.Rectangle(new Box(end - width - 7, middle - 11, width + 14, 22), Palette.Good.Fade(0.16), 5);
            table.Text(end, middle + style.Drop, text, style, TextAnchor.End);
        }
    }

    private static string Text(double value, SweepColumn column) => double.IsNaN(value) ? "–" : double.IsInfinity(value) ? "∞" : value.ToString(column.Format, CultureInfo.InvariantCulture).Replace('-', '−');
}
