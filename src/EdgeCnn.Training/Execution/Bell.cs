using System.Diagnostics;

namespace EdgeCnn.Training.Execution;

/// <summary>Tells waiting threads that something has happened; they wait awake for a while first, since the next work is never far.</summary>
/// <remarks>
/// Threading: what a thread wrote before it rings, those that have heard it see. A sleeper is counted before it looks again under the lock, so its waking cannot
/// be missed.
/// </remarks>
internal sealed class Bell
{
    // Longer than a segment of a batch is uneven, shorter than a thread's share of a scheduler's time.
    private static readonly long AwakeTicks = Stopwatch.Frequency / 2000;
    private readonly object sleep = new();
    private int sleepers;
    private int strokes;

    /// <summary>How often it rang.</summary>
    public int Strokes => Volatile.Read(ref strokes);

    /// <summary>Rings.</summary>
    public void Ring()
    {
        // A full fence, so that a sleeper either is seen here or sees the stroke.
        Interlocked.Increment(ref strokes);
        if (Interlocked.CompareExchange(ref sleepers, 0, 0) == 0)
            return;
        lock (sleep)
            Monitor.PulseAll(sleep);
    }

    /// <summary>Waits until it has rung oftener than <paramref name="heard"/> times.</summary>
    /// <returns>How often it has.</returns>
    public int Await(int heard)
    {
        long until = Stopwatch.GetTimestamp() + AwakeTicks;
        while (Strokes == heard)
        {
            Thread.SpinWait(20);
            if (Stopwatch.GetTimestamp() > until)
                Sleep(heard);
        }

        return Strokes;
    }

    private void Sleep(int heard)
    {
        lock (sleep)
        {
            Interlocked.Increment(ref sleepers);
            while (Strokes == heard)
                Monitor.Wait(sleep);
            Interlocked.Decrement(ref sleepers);
        }
    }
}
