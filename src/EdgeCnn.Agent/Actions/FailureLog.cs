using System.Diagnostics;

namespace EdgeCnn.Agent.Actions;

/// <summary>Counts failures and tells of them at a bounded rate: the first at once, then at most one line in ten seconds.</summary>
/// <remarks>Threading: one thread reports; anybody may read the count.</remarks>
/// <param name="name">Who fails.</param>
/// <param name="warn">Gets lines.</param>
internal sealed class FailureLog(string name, Action<string> warn)
{
    private static readonly long Interval = 10 * Stopwatch.Frequency;
    private long count;
    private long told;
    private long toldAt = -Interval;

    /// <summary>Failures so far.</summary>
    public long Count => Volatile.Read(ref count);

    /// <summary>Counts a failure.</summary>
    /// <param name="why">What happened.</param>
    /// <param name="now">Ticks of the stopwatch.</param>
    public void Add(Exception why, long now)
    {
        long failures = count + 1;
        Volatile.Write(ref count, failures);
        if (now - toldAt < Interval)
            return;
        string more = failures - told > 1 ? $" ({failures - told} failures since the last line)" : "";
        warn($"{name}: {why.Message.ReplaceLineEndings(" ")}{more}");
        (told, toldAt) = (failures, now);
    }
}
