using System.Globalization;
using EdgeCnn.Graph;

namespace EdgeCnn.Training.Data;

/// <summary>Turns the labels of a table into indices.</summary>
/// <remarks>
/// The classes are, first found first: those that a model knows, the lines of a file labels.txt beside the table, the columns of a table of ones and noughts, the
/// numbers that occur, in their order, if every label is one, or all labels in the order of their characters. Where classes are known and none is called by a number, a label may also be a class's number.
/// </remarks>
internal static class TableLabels
{
    private const string NamesFile = "labels.txt";

    /// <summary>Gives the classes and each row's indices.</summary>
    /// <exception cref="EdgeCnnException">A label is unknown or out of range; every such line is named.</exception>
    public static (IReadOnlyList<string> Names, int[][] Indices) Resolve(string file, TableColumns columns, IReadOnlyList<TableRow> rows, IReadOnlyList<string>? known)
    {
        known ??= FromFile(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, NamesFile));
        known ??= columns.IsOneHot ? [.. columns.Labels.Select(column => columns.Names[column])] : null;
        TableFaults faults = new(file);
        IReadOnlyList<string> names = known ?? Found(rows, faults);
        faults.Throw();
        if (names.Count == 0)
            throw new EdgeCnnException($"{file}: not one row has a label, so there are no classes. Fill the column {columns.Names[columns.Labels[0]]}.");
        var byName = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < names.Count; i++)
            byName.TryAdd(names[i], i);
        int[][] indices = [.. rows.Select(row => (int[])[.. row.Labels.Select(label => IndexOf(label, byName, names, row.Line, faults)).Distinct().Order()])];
        faults.Throw();
        return (names, indices);
    }

    private static string[]? FromFile(string path)
    {
        try
        {
            return File.Exists(path) ? [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0)] : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(path, error);
        }
    }

    private static string[] Found(IReadOnlyList<TableRow> rows, TableFaults faults)
    {
        var found = new HashSet<string>(rows.SelectMany(row => row.Labels), StringComparer.Ordinal);
        if (!found.All(label => IsNumber(label, out _)))
            return [.. found.Order(StringComparer.Ordinal)];
        var numbers = new SortedSet<int>();
        foreach (TableRow row in rows)
        {
            foreach (string label in row.Labels)
            {
                if (IsNumber(label, out int number) && number >= 0)
                    numbers.Add(number);
                else
                    faults.Add(row.Line, $"label {label}, expected a number of at least 0");
            }
        }

        return [.. numbers.Select(Plain)];
    }

    private static int IndexOf(string label, Dictionary<string, int> byName, IReadOnlyList<string> names, int line, TableFaults faults)
    {
        if (byName.TryGetValue(label, out int index) || (IsNumber(label, out int number) && byName.TryGetValue(Plain(number), out index)))
            return index;
        // Where names are numbers, a number is a name.
        bool counted = !names.Any(name => IsNumber(name, out _));
        if (counted && IsNumber(label, out index) && index >= 0 && index < names.Count)
            return index;
        faults.Add(line, counted && IsNumber(label, out _)
            ? $"label {label}, expected 0 to {names.Count - 1}"
            : $"label '{label}' is none of the {names.Count} classes {string.Join(", ", names.Take(10))}{(names.Count > 10 ? ", …" : "")}");
        return -1;
    }

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool IsNumber(string label, out int number) => int.TryParse(label, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
