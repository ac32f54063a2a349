using EdgeCnn.Training.Plots.Canvas;
using EdgeCnn.Training.Plots.Curves;

namespace EdgeCnn.Training.Plots.Tables;

/// <summary>Variants in one picture: their numbers in a table, below it their curves over one another.</summary>
public static class SweepPicture
{
    /// <summary>Draws table and curves.</summary>
    /// <param name="title">The title.</param>
    /// <param name="columns">At least one.</param>
    /// <param name="rows">At least one, each with a number for every column.</param>
    /// <param name="curves">A run for each row that has one.</param>
    /// <exception cref="ArgumentException">There is nothing to draw, or a row has too few or too many numbers.</exception>
    public static Plot Draw(string title, IReadOnlyList<SweepColumn> columns, IReadOnlyList<SweepRow> rows, IReadOnlyList<RunCurves> curves)
    {
        Plot table = SweepTable.Draw(title, columns, rows), lines = LearningCurves.Draw(curves, "Learning curves");
        var drawing = new Plot(Math.Max(table.Width, lines.Width), table.Height + lines.Height, title);
        drawing.Place(table, 0, 0);
        drawing.Place(lines, 0, table.Height);
        return drawing;
    }
}
