using System.Diagnostics;

namespace EdgeCnn.Agent.Actions;

/// <summary>One action with its own queue and thread, so that an action that fails, hangs or is slow concerns nobody else.</summary>
/// <remarks>Threading: <see cref="TryPost"/> on one thread; it waits for nothing and allocates nothing.</remarks>
internal sealed class ActionWorker
{
    // The ring has room beyond the limit, so that the oldest can be dropped by the side that takes.
    private const int Spare = 4;
    private readonly IAction action;
    private readonly EventRing ring;
    private readonly int limit;
    private readonly FailureLog failures;
    private readonly AutoResetEvent signal = new(false);
    private readonly CancellationTokenSource stop = new();
    private readonly Thread thread;
    private volatile bool ending;
    private long done;
    private long dropped;
    private long overflowed;

    /// <summary>Starts the thread.</summary>
    /// <param name="action">What to do; disposed at the end.</param>
    /// <param name="limit">The most events that wait; of more the oldest are dropped.</param>
    /// <param name="warn">Gets lines about failures.</param>
    public ActionWorker(IAction action, int limit, Action<string> warn)
    {
        this.action = action;
        this.limit = limit;
        ring = new EventRing(Spare * limit);
        failures = new FailureLog(action.Name, warn);
        thread = new Thread(Work) { IsBackground = true, Name = action.Name };
        thread.Start();
    }

    /// <summary>The action.</summary>
    public IAction Action => action;

    /// <summary>Events done, failed ones too.</summary>
    public long Done => Volatile.Read(ref done);

    /// <summary>Events that were given up because too many waited.</summary>
    public long Dropped => Volatile.Read(ref dropped) + Volatile.Read(ref overflowed);

    /// <summary>Failures.</summary>
    public long Failed => failures.Count;

    /// <summary>Gives the action an event.</summary>
    /// <returns>False if it has no room for it, which is counted.</returns>
    public bool TryPost(in ActionEvent next)
    {
        bool posted = ring.TryPost(next);
        if (posted)
            signal.Set();
        else
            Volatile.Write(ref overflowed, overflowed + 1);
        return posted;
    }

    /// <summary>Asks for the end once all that waits is done.</summary>
    public void End()
    {
        ending = true;
        signal.Set();
    }

    /// <summary>Waits for the end. An action that still runs is cancelled, and left alone if that does not help.</summary>
    /// <returns>False if it was left alone.</returns>
    public bool Join(TimeSpan patience)
    {
        if (thread.Join(patience))
            return true;
        stop.Cancel();
        return thread.Join(TimeSpan.FromMilliseconds(500));
    }

    private void Work()
    {
        while (true)
        {
            if (ring.TryTake(out ActionEvent next))
            {
                if (ring.Count >= limit)
                    Volatile.Write(ref dropped, dropped + 1);
                else
                    Run(next);
                continue;
            }

            if (ending)
                break;
            signal.WaitOne(Tick());
        }

        try
        {
            action.Dispose();
        }
        catch (Exception error)
        {
            failures.Add(error, Stopwatch.GetTimestamp());
        }
    }

    // Whatever an action throws is its own affair.
    private void Run(in ActionEvent next)
    {
        try
        {
            action.Run(next, stop.Token);
        }
        catch (Exception error)
        {
            failures.Add(error, Stopwatch.GetTimestamp());
        }

        Volatile.Write(ref done, done + 1);
    }

    private TimeSpan Tick()
    {
        try
        {
            return action.Tick();
        }
        catch (Exception error)
        {
            failures.Add(error, Stopwatch.GetTimestamp());
            return TimeSpan.FromSeconds(1);
        }
    }
}
