using System.Diagnostics;

namespace EdgeCnn.Cli.Benchmarks;

/// <summary>Order statistics of equal runs.</summary>
/// <param name="Runs">How many.</param>
/// <param name="MinUs">The shortest, in microseconds.</param>
/// <param name="P50Us">Half of the runs took at most this.</param>
/// <param name="P95Us">95 of 100 runs took at most this.</param>
/// <param name="P99Us">99 of 100 runs took at most this.</param>
/// <param name="MaxUs">The longest.</param>
internal sealed record BenchTimes(int Runs, double MinUs, double P50Us, double P95Us, double P99Us, double MaxUs)
{
    /// <summary>Sorts the ticks of the stopwatch, at least one; a percentile is the nearest rank.</summary>
    public static BenchTimes Of(ReadOnlySpan<long> ticks)
    {
        long[] sorted = ticks.ToArray();
        Array.Sort(sorted);
        double At(double share) => Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)] * 1e6 / Stopwatch.Frequency, 1);
        return new BenchTimes(sorted.Length, At(0), At(0.5), At(0.95), At(0.99), At(1));
    }
}
