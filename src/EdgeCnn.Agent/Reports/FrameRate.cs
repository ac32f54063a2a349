using System.Diagnostics;

namespace EdgeCnn.Agent.Reports;

/// <summary>Pictures a second over the last 32 pictures.</summary>
/// <remarks>Threading: one writer, any readers.</remarks>
internal sealed class FrameRate
{
    private readonly long[] times = new long[32];
    private long count;

    /// <summary>Notes a picture.</summary>
    public void Tick()
    {
        long at = count;
        times[at % times.Length] = Stopwatch.GetTimestamp();
        Volatile.Write(ref count, at + 1);
    }

    /// <summary>The rate; 0 before the second picture.</summary>
    public double PerSecond()
    {
        long n = Volatile.Read(ref count);
        long span = Math.Min(n, times.Length) - 1;
        if (span < 1)
            return 0;
        long ticks = times[(n - 1) % times.Length] - times[(n - 1 - span) % times.Length];
        return ticks > 0 ? span * (double)Stopwatch.Frequency / ticks : 0;
    }
}
