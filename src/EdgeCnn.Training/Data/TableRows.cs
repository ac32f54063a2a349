using System.Text;
using EdgeCnn.Graph;

namespace EdgeCnn.Training.Data;

/// <summary>Reads the rows of a table; everything that is wrong with them is told at once.</summary>
internal sealed class TableRows
{
    private readonly TableFaults faults;
    private readonly TableColumns columns;
    private readonly string folder;

    private TableRows(TableColumns columns, string file)
    {
        this.columns = columns;
        faults = new TableFaults(file);
        folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
    }

    /// <summary>Reads a table; paths are relative to its folder.</summary>
    /// <exception cref="EdgeCnnException">The file cannot be read, or rows are wrong.</exception>
    public static (TableColumns Columns, List<TableRow> Rows) Read(string file)
    {
        try
        {
            using StreamReader text = new(file, Encoding.UTF8);
            CsvReader csv = new(text, file);
            if (csv.Next() is not { } header)
                throw new EdgeCnnException($"{file}: the table is empty; expected a first row that names the columns, for example path,label.");
            TableRows reader = new(new TableColumns(header.Fields, file), file);
            List<TableRow> rows = [];
            while (csv.Next() is { } row)
                reader.Add(row.Line, row.Fields, rows);
            reader.faults.Throw();
            return rows.Count > 0 ? (reader.columns, rows) : throw new EdgeCnnException($"{file}: the table has a first row but no pictures.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(file, error);
        }
    }

    private void Add(int line, List<string> fields, List<TableRow> rows)
    {
        DataPart? part = null;
        if (fields is [var only] && string.IsNullOrWhiteSpace(only))
            return;
        if (fields.Count != columns.Names.Length)
            faults.Add(line, $"{fields.Count} fields, but the first row names {columns.Names.Length} columns");
        else if (fields[columns.Path].Length == 0 || fields[columns.Path].Contains('\0', StringComparison.Ordinal))
            faults.Add(line, "no path");
        else if (columns.Part >= 0 && (part = DataParts.Of(fields[columns.Part])) is null)
            faults.Add(line, $"part '{fields[columns.Part]}', expected train, val or test");
        else
            rows.Add(new TableRow(line, Path.Combine(folder, fields[columns.Path]), part, Labels(line, fields)));
    }

    private string[] Labels(int line, List<string> fields)
    {
        if (!columns.IsOneHot)
        {
            string[] labels = [.. columns.Labels.SelectMany(column => fields[column].Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal)];
            if (labels.Length == 0 && !columns.IsMultilabel)
                faults.Add(line, "no label");
            return labels;
        }

        List<string> ones = [];
        foreach (int column in columns.Labels)
        {
            switch (fields[column].Trim())
            {
                case "1":
                    ones.Add(columns.Names[column]);
                    break;
                case "0":
                    break;
                default:
                    faults.Add(line, $"'{fields[column]}' in column {columns.Names[column]}, expected 1 or 0");
                    break;
            }
        }

        return [.. ones];
    }
}
