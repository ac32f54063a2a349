using System.Globalization;

namespace EdgeCnn.Cli.Commands.Show;

/// <summary>Tables of layers as text.</summary>
internal static class ArchitectureText
{
    private const string Gap = "  ", Fence = "  │  ";

    /// <summary>Tables next to one another, those with fewer layers filled up.</summary>
    public static string SideBySide(IReadOnlyList<ArchitectureView> views)
    {
        string[][] tables = [.. views.Select(Table)];
        int rows = tables.Max(table => table.Length);
        int[] widths = [.. tables.Select(table => table.Max(line => line.Length))];
        return string.Join('\n', Enumerable.Range(0, rows).Select(row => string.Join(Fence, tables.Select((table, i) => (row < table.Length ? table[row] : "").PadRight(widths[i]))).TrimEnd()));
    }

    /// <summary>Rows as lines with their columns under one another.</summary>
    /// <param name="rows">All of as many cells; the first one is the head.</param>
    /// <param name="leftColumns">So many columns begin at the left, the others end at the right.</param>
    public static string[] Align(IReadOnlyList<string[]> rows, int leftColumns)
    {
        int[] widths = [.. rows[0].Select((_, column) => rows.Max(row => row[column].Length))];
        return [.. rows.Select(row => string.Join(Gap, row.Select((cell, column) => column < leftColumns ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd())];
    }

    private static string[] Table(ArchitectureView view)
    {
        var summary = view.Summary;
        string[] lines = Align(
            [
                ["layer", "kind", "output", "parameters", "multiply-adds"],
                .. summary.Layers.Select(layer => (string[])[layer.Name, layer.Kind, layer.OutputText, Count(layer.Parameters), Count(layer.MultiplyAdds)]),
                ["all", "", "", Count(summary.Parameters), Count(summary.MultiplyAdds)],
            ],
            leftColumns: 3);
        string title = $"{view.Architecture.Name}: {view.Architecture.Title}, {string.Join('×', view.Input.Dims)} to {view.Classes} classes";
        return summary.Statistics == 0 ? [title, "", .. lines] : [title, "", .. lines, $"and {Count(summary.Statistics)} moving means and variances"];
    }

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
