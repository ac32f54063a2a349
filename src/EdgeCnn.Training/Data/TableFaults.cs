using EdgeCnn.Graph;

namespace EdgeCnn.Training.Data;

/// <summary>What is wrong with the rows of a table, so that all of it is told at once.</summary>
/// <param name="file">The table.</param>
internal sealed class TableFaults(string file)
{
    private const int Shown = 10;
    private readonly List<string> faults = [];

    /// <summary>Notes a fault in a line.</summary>
    public void Add(int line, string fault) => faults.Add($"line {line}: {fault}");

    /// <summary>Ends reading if there was a fault.</summary>
    /// <exception cref="EdgeCnnException">There was one.</exception>
    public void Throw()
    {
        if (faults.Count > 0)
            throw new EdgeCnnException($"{file}, {string.Join("; ", faults.Take(Shown))}{(faults.Count > Shown ? $"; and {faults.Count - Shown} more" : "")}. Correct the table.");
    }
}
