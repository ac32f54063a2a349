using EdgeCnn.Graph;

namespace EdgeCnn.Training.Data;

/// <summary>Pictures that the rows of a CSV file name, with their labels; <see cref="TableColumns"/> says which columns it may have.</summary>
/// <remarks>Paths are relative to the table's folder. The pictures are in the order of the rows.</remarks>
public sealed class TableDataset : FileDataset
{
    private TableDataset(string source, IReadOnlyList<string> labels, IReadOnlyList<PictureEntry> files, bool multilabel)
        : base(source, labels, files, multilabel)
    {
    }

    /// <summary>The parts that a table's column part names, or only <see cref="DataPart.Train"/> if it has none.</summary>
    /// <exception cref="EdgeCnnException">The file cannot be read, or rows are wrong.</exception>
    public static IReadOnlyList<DataPart> Parts(string file) => [.. TableRows.Read(file).Rows.Select(row => row.Part ?? DataPart.Train).Distinct().Order()];

    /// <summary>Reads a table and the heads of its pictures.</summary>
    /// <param name="file">The table.</param>
    /// <param name="part">Which part; a table without parts gives the same set for each.</param>
    /// <param name="known">The classes that a model knows, in its order; null to take those of the table.</param>
    /// <exception cref="EdgeCnnException">The file cannot be read or lacks the part, or rows are wrong, each named by its line.</exception>
    public static TableDataset Load(string file, DataPart part = DataPart.Train, IReadOnlyList<string>? known = null)
    {
        (TableColumns columns, List<TableRow> rows) = TableRows.Read(file);
        (IReadOnlyList<string> names, int[][] indices) = TableLabels.Resolve(file, columns, rows, known);
        PictureEntry[] files = [.. Enumerable.Range(0, rows.Count).Where(i => rows[i].Part is null || rows[i].Part == part).Select(i => new PictureEntry(rows[i].Path, indices[i]))];
        if (files.Length == 0)
            throw new EdgeCnnException($"{file}: no row has part {part.ToString().ToLowerInvariant()}. Give some rows this part, or split the training part.");
        // Classes of several pictures are told by the columns; where one column holds them all, by what is in it.
        return new TableDataset(file, names, files, columns.IsMultilabel || indices.Any(labels => labels.Length != 1));
    }
}
