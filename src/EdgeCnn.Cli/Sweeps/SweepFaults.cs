using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Sweeps;

/// <summary>What is wrong with a sweep's file, so that all of it is told at once.</summary>
/// <param name="file">The file.</param>
internal sealed class SweepFaults(string file)
{
    private const int Shown = 10;
    private readonly List<(long Line, string Text)> faults = [];

    /// <summary>True as long as nothing is wrong.</summary>
    public bool None => faults.Count == 0;

    /// <summary>Notes a fault in a line.</summary>
    public void Add(long line, string fault) => faults.Add((line, fault.ReplaceLineEndings(" ").TrimEnd('.')));

    /// <summary>Ends if there was a fault.</summary>
    /// <exception cref="EdgeCnnException">There was one.</exception>
    public void Throw()
    {
        if (faults.Count == 0)
            return;
        string told = string.Join("; ", faults.OrderBy(fault => fault.Line).Take(Shown).Select(fault => $"line {fault.Line}: {fault.Text}"));
        throw new EdgeCnnException($"{file}, {told}{(faults.Count > Shown ? $"; and {faults.Count - Shown} more" : "")}. Correct the file.", ExitCode.Usage);
    }
}
