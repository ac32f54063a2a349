namespace EdgeCnn.Agent.Reports;

/// <summary>The latencies of the last 1,024 pictures.</summary>
/// <remarks>Threading: one writer, any readers; a reader may see a window that is a picture old. Writing allocates nothing.</remarks>
internal sealed class LatencyWindow
{
    private const int Length = 1024;
    private readonly int[] values = new int[Length];
    private long count;

    /// <summary>Adds one latency in microseconds.</summary>
    public void Add(int microseconds)
    {
        long at = count;
        values[at % Length] = microseconds;
        Volatile.Write(ref count, at + 1);
    }

    /// <summary>The latency that the given share of pictures did not exceed; 0 before the first one.</summary>
    public int Percentile(double share)
    {
        int n = (int)Math.Min(Volatile.Read(ref count), Length);
        if (n == 0)
            return 0;
        int[] sorted = values[..n];
        Array.Sort(sorted);
        return sorted[Math.Clamp((int)Math.Ceiling(share * n) - 1, 0, n - 1)];
    }
}
