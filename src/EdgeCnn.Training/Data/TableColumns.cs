using System.Text.RegularExpressions;
using EdgeCnn.Graph;

namespace EdgeCnn.Training.Data;

/// <summary>Which columns of a table are what, by the names in its first row.</summary>
/// <remarks>
/// The path stands in a column path, file, filename, filepath, image or picture; the part, if there is one, in part, split, subset or set. Classes stand in label, labels,
/// class or category, several in one separated by '|'; or in label1, label2 and so on; or in one further column of any name; or, where there are more
/// of these, each is a class itself and its cells say 1 or 0.
/// </remarks>
internal sealed partial class TableColumns
{
    private static readonly string[] PathNames = ["path", "file", "filename", "filepath", "image", "picture"];
    private static readonly string[] PartNames = ["part", "split", "subset", "set"];

    /// <summary>Reads the first row.</summary>
    /// <exception cref="EdgeCnnException">There is no column for paths or for labels.</exception>
    public TableColumns(IReadOnlyList<string> header, string source)
    {
        Names = [.. header.Select(name => name.Trim())];
        Path = Find(PathNames);
        Part = Find(PartNames);
        int[] others = [.. Enumerable.Range(0, Names.Length).Where(i => i != Path && i != Part)];
        int[] labels = [.. others.Where(i => LabelName().IsMatch(Names[i]))];
        Labels = labels.Length > 0 ? labels : others;
        IsOneHot = labels.Length == 0 && others.Length > 1;
        if (Path < 0 || Labels.Length == 0)
            throw new EdgeCnnException($"{source}, line 1: no column for {(Path < 0 ? "paths" : "labels")} among '{string.Join(",", Names)}'. The first row names the columns, for example path,label.");
    }

    /// <summary>The names of all columns.</summary>
    public string[] Names { get; }

    /// <summary>The column of paths.</summary>
    public int Path { get; }

    /// <summary>The column of parts; −1 if there is none.</summary>
    public int Part { get; }

    /// <summary>The columns of labels.</summary>
    public int[] Labels { get; }

    /// <summary>Whether each column of labels is a class, and its cells are 0 and 1.</summary>
    public bool IsOneHot { get; }

    /// <summary>Whether a row may have none or several labels, as far as the first row says.</summary>
    public bool IsMultilabel => Labels.Length > 1 || Names[Labels[0]].Equals("labels", StringComparison.OrdinalIgnoreCase);

    private int Find(string[] names) => Array.FindIndex(Names, name => names.Contains(name.ToLowerInvariant()));

    [GeneratedRegex(@"^(labels?|label_?\d+|class|category)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LabelName();
}
