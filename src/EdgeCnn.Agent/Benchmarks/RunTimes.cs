using System.Diagnostics;

namespace EdgeCnn.Agent.Benchmarks;

/// <summary>The times of equal runs, in their order. When there are more than fit, every second one is left out and only every second kept from then on.</summary>
/// <remarks>Adding allocates nothing.</remarks>
/// <param name="most">How many are kept, an even number.</param>
internal sealed class RunTimes(int most = RunTimes.Most)
{
    private const int Most = 1 << 18;
    private readonly long[] ticks = new long[most];
    private int kept;
    private long every = 1;

    /// <summary>Runs, those that were not kept among them.</summary>
    public long Count { get; private set; }

    /// <summary>Ticks of the stopwatch that are kept.</summary>
    public ReadOnlySpan<long> Kept => ticks.AsSpan(0, kept);

    /// <summary>Adds a run.</summary>
    public void Add(long time)
    {
        if (Count++ % every != 0)
            return;
        if (kept == ticks.Length)
        {
            for (int i = 0; i < kept / 2; i++)
                ticks[i] = ticks[2 * i];
            kept /= 2;
            every *= 2;
            // The run that did not fit is the first of the new stride only if it is even in it.
            if ((Count - 1) % every != 0)
                return;
        }

        ticks[kept++] = time;
    }

    /// <summary>Order statistics of what is kept; null before the first run.</summary>
    public TimeSummary? Summarize()
    {
        if (kept == 0)
            return null;
        long[] sorted = Kept.ToArray();
        Array.Sort(sorted);
        double At(double share) => Us(sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)]);
        double mean = Math.Round(sorted.Average() * 1e6 / Stopwatch.Frequency, 1);
        return new TimeSummary(Count, At(0), At(0.5), At(0.95), At(0.99), At(1), mean);
    }

    /// <summary>Microseconds of ticks, to a tenth.</summary>
    public static double Us(long time) => Math.Round(time * 1e6 / Stopwatch.Frequency, 1);
}
