using System.Diagnostics;

namespace EdgeCnn.Training.Execution;

/// <summary>Lets threads go on when all of them have come; they wait awake for a while first, since the next work is never far.</summary>
/// <remarks>
/// Threading: who comes last writes <see cref="generation"/> with release order after it has seen all others arrive by an interlocked
/// decrement, and the others read it with acquire order: what any thread wrote before the gate, all see behind it. A sleeper is
/// counted before it looks again under the lock, so its waking cannot be missed.
/// </remarks>
internal sealed class Gate
{
    // Longer than a segment of a batch is uneven, shorter than a thread's share of a scheduler's time.
    private static readonly long AwakeTicks = Stopwatch.Frequency / 2000;
    private readonly object sleep = new();
    private readonly int all;
    private int missing;
    private int sleepers;
    private volatile int generation;

    /// <summary>Creates a gate for so many threads.</summary>
    public Gate(int threads) => all = missing = threads;

    /// <summary>Waits until all threads have come.</summary>
    public void Pass()
    {
        int mine = generation;
        if (Interlocked.Decrement(ref missing) == 0)
        {
            missing = all;
            generation = mine + 1;
            // A full fence, so that a sleeper either is seen here or sees the new generation.
            if (Interlocked.CompareExchange(ref sleepers, 0, 0) > 0)
            {
                lock (sleep)
                    Monitor.PulseAll(sleep);
            }

            return;
        }

        long until = Stopwatch.GetTimestamp() + AwakeTicks;
        while (generation == mine)
        {
            Thread.SpinWait(20);
            if (Stopwatch.GetTimestamp() > until)
            {
                Sleep(mine);
                return;
            }
        }
    }

    private void Sleep(int mine)
    {
        lock (sleep)
        {
            Interlocked.Increment(ref sleepers);
            while (generation == mine)
                Monitor.Wait(sleep);
            Interlocked.Decrement(ref sleepers);
        }
    }
}
