namespace EdgeCnn.Cli.Benchmarks;

/// <summary>What to measure.</summary>
/// <param name="Kernels">The kernel set.</param>
/// <param name="Threads">Threads that may work on a run; 0 for one a fast core.</param>
/// <param name="Runs">Steady runs, where no time is given.</param>
/// <param name="Steady">How long the steady runs take together, or null to count them.</param>
/// <param name="WarmUp">How long to run before them.</param>
/// <param name="Layers">True to take the times of the steps too, after the steady runs.</param>
internal sealed record BenchPlan(string Kernels, int Threads, int Runs, TimeSpan? Steady, TimeSpan WarmUp, bool Layers)
{
    /// <summary>The most runs, however long a measurement may last: their times are kept.</summary>
    public const int MostRuns = 1_000_000;

    /// <summary>How the runs were chosen, for the head of a table.</summary>
    public override string ToString() => Steady is { } time ? FormattableString.Invariant($"runs of {time.TotalSeconds} s") : $"{Runs} runs";
}
