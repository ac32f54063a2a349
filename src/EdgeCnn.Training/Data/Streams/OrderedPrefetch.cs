using System.Runtime.ExceptionServices;

namespace EdgeCnn.Training.Data.Streams;

/// <summary>Makes results ahead on threads of its own and hands them over in order, at most a window of them at a time.</summary>
/// <remarks>
/// Memory is bounded: there are as many slots as the window is wide, made once. What a position's slot gets must depend on the position alone; then results
/// do not depend on the number of threads. An error of the work is thrown to the consumer when it comes to that position, not before.
/// Threading: one consumer. Disposing waits for work in progress and ends the threads.
/// </remarks>
/// <typeparam name="TSlot">Where a result is kept; used again for later positions.</typeparam>
public sealed class OrderedPrefetch<TSlot> : IDisposable
    where TSlot : class
{
    private readonly int count;
    private readonly Action<int, int, TSlot> fill;
    private readonly TSlot[] slots; // position p is in slot p mod window
    private readonly bool[] ready;
    private readonly ExceptionDispatchInfo?[] errors;
    private readonly Thread[] workers;
    private readonly object gate = new();
    private int next; // the first position that no worker has taken
    private int position = -1; // the consumer's; those before it are free
    private bool stopped;

    /// <summary>Starts the threads.</summary>
    /// <param name="count">Positions in all.</param>
    /// <param name="threads">How many threads.</param>
    /// <param name="window">How many results may be kept, the consumer's among them.</param>
    /// <param name="create">Makes a slot.</param>
    /// <param name="fill">Does the work: (thread 0..threads − 1, position 0..count − 1, slot).</param>
    public OrderedPrefetch(int count, int threads, int window, Func<TSlot> create, Action<int, int, TSlot> fill)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(window);
        (this.count, this.fill) = (count, fill);
        slots = [.. Enumerable.Range(0, window).Select(_ => create())];
        ready = new bool[window];
        errors = new ExceptionDispatchInfo?[window];
        workers = [.. Enumerable.Range(0, threads).Select(worker => new Thread(() => Work(worker)) { IsBackground = true, Name = $"prefetch {worker}" })];
        foreach (Thread worker in workers)
            worker.Start();
    }

    /// <summary>The consumer's position; −1 before the first one.</summary>
    public int Position => position;

    /// <summary>What was made for <see cref="Position"/>; valid until the next one is asked for.</summary>
    public TSlot Current => slots[position % slots.Length];

    /// <summary>Goes to the next position and waits for it.</summary>
    /// <returns>False behind the last one.</returns>
    /// <exception cref="ObjectDisposedException">The threads have ended.</exception>
    public bool MoveNext()
    {
        ExceptionDispatchInfo? error;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(stopped, this);
            if (position >= 0 && position < count)
                ready[position % slots.Length] = false;
            if (position < count)
                position++;
            Monitor.PulseAll(gate);
            if (position == count)
                return false;
            while (!ready[position % slots.Length])
                Monitor.Wait(gate);
            error = errors[position % slots.Length];
        }

        error?.Throw();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            stopped = true;
            Monitor.PulseAll(gate);
        }

        foreach (Thread worker in workers)
            worker.Join();
    }

    private void Work(int worker)
    {
        while (true)
        {
            int mine;
            lock (gate)
            {
                while (!stopped && next < count && next >= Math.Max(position, 0) + slots.Length)
                    Monitor.Wait(gate);
                if (stopped || next >= count)
                    return;
                mine = next++;
            }

            ExceptionDispatchInfo? error = null;
            try
            {
                fill(worker, mine, slots[mine % slots.Length]);
            }
            catch (Exception caught)
            {
                error = ExceptionDispatchInfo.Capture(caught);
            }

            lock (gate)
            {
                errors[mine % slots.Length] = error;
                ready[mine % slots.Length] = true;
                Monitor.PulseAll(gate);
            }
        }
    }
}
