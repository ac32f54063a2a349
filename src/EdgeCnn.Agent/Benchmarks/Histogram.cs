namespace EdgeCnn.Agent.Benchmarks;

/// <summary>Counts of runs in steps of equal width.</summary>
/// <param name="FromUs">Where the first step begins.</param>
/// <param name="StepUs">The width of each.</param>
/// <param name="Counts">Runs in each; those above the last step count in it.</param>
internal sealed record Histogram(double FromUs, double StepUs, int[] Counts)
{
    private const int Steps = 40;

    /// <summary>From the shortest run to somewhat above the 95th percentile, so that stragglers do not press all others together.</summary>
    public static Histogram Of(RunTimes times, TimeSummary summary)
    {
        double from = summary.MinUs, to = Math.Min(summary.MaxUs, summary.P95Us + (0.5 * (summary.P95Us - summary.MinUs)));
        double step = Math.Round(Math.Max((to - from) / Steps, 0.1), 3);
        int[] counts = new int[Steps];
        foreach (long time in times.Kept)
            counts[Math.Clamp((int)((RunTimes.Us(time) - from) / step), 0, Steps - 1)]++;
        return new Histogram(from, step, counts);
    }
}
