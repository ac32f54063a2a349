using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Configuration;

/// <summary>Everything that is wrong with a file, by line.</summary>
/// <param name="file">The file, as the user named it.</param>
internal sealed class Findings(string file)
{
    private const int Most = 100;
    private readonly List<(int Line, string Text)> all = [];

    /// <summary>How many there are.</summary>
    public int Count => all.Count;

    /// <summary>Adds one.</summary>
    /// <param name="line">Counts from 1.</param>
    /// <param name="path">The member, for example <c>actions[1].topic</c>; empty for the whole file.</param>
    /// <param name="message">What was expected, and what is there; ends with a full stop.</param>
    /// <param name="example">A value that is right, as it is written; null for none.</param>
    public void Add(int line, string path, string message, string? example = null) =>
        all.Add((line, $"{file}:{line}: {LocatedValue.Clean($"{(path.Length > 0 ? $"{path}: " : "")}{message}{(example is null ? "" : $" Example: {example}.")}")}"));

    /// <summary>The lines to print, in the file's order.</summary>
    public IEnumerable<string> Lines() =>
        all.OrderBy(finding => finding.Line).Take(Most).Select(finding => finding.Text)
            .Concat(all.Count > Most ? [$"{file}: and {all.Count - Most} more."] : []);

    /// <summary>Throws all of them as one error.</summary>
    /// <exception cref="EdgeCnnException">There is one at least.</exception>
    public void ThrowIfAny()
    {
        if (all.Count > 0)
            throw new EdgeCnnException($"{all.Count} to fix in {file}:\n{string.Join('\n', Lines())}", ExitCode.Usage);
    }
}
