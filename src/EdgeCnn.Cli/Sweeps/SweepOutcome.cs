namespace EdgeCnn.Cli.Sweeps;

/// <summary>What became of a sweep's runs so far.</summary>
internal sealed class SweepOutcome
{
    /// <summary>Those that are finished, in their order.</summary>
    public List<SweepRun> Runs { get; } = [];

    /// <summary>Those that diverged.</summary>
    public List<SweepFailure> Failures { get; } = [];

    /// <summary>How many of both.</summary>
    public int Count => Runs.Count + Failures.Count;
}
