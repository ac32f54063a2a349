using System.Diagnostics;
using EdgeCnn.Agent.Decisions;
using EdgeCnn.Imaging;

namespace EdgeCnn.Agent.Actions;

/// <summary>Hands the changes of decisions to the actions that want them.</summary>
/// <remarks>Threading: <see cref="Post"/> and <see cref="Restore"/> on the pipeline's thread; they wait for nothing and allocate nothing.</remarks>
internal sealed class ActionDispatcher : IDisposable
{
    private readonly ActionWorker[] workers;
    private readonly TimeSpan patience;

    /// <param name="actions">What is done; disposed at the end.</param>
    /// <param name="queue">The most events that wait for each action.</param>
    /// <param name="patience">How long the end may take.</param>
    /// <param name="warn">Gets lines about failures.</param>
    public ActionDispatcher(IEnumerable<IAction> actions, int queue, TimeSpan patience, Action<string> warn)
    {
        workers = [.. actions.Select(action => new ActionWorker(action, queue, warn))];
        this.patience = patience;
    }

    /// <summary>The actions, for reports.</summary>
    public IReadOnlyList<ActionWorker> Workers => workers;

    /// <summary>Hands out what a decision changed.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="picture">Its picture; copied only by an action that wants it.</param>
    public void Post(Decision decision, Frame picture)
    {
        ReadOnlySpan<StateChange> changes = decision.Changes;
        if (changes.IsEmpty)
            return;
        DateTime now = DateTime.UtcNow;
        foreach (ActionWorker worker in workers)
        {
            foreach (ref readonly StateChange change in changes)
            {
                if (worker.Action.Filter.Wants(change) && (worker.Action is not IPictureAction wants || wants.TryOffer(picture)))
                    worker.TryPost(new ActionEvent(change, decision.Frame, now));
            }
        }
    }

    /// <summary>Tells actions that show a state, as a lamp does, what holds already.</summary>
    public void Restore(ReadOnlySpan<bool> state)
    {
        foreach (ActionWorker worker in workers)
        {
            for (int i = 0; i < state.Length && worker.Action.FollowsState; i++)
            {
                var change = new StateChange(i, true, 1);
                if (state[i] && worker.Action.Filter.Wants(change))
                    worker.TryPost(new ActionEvent(change, 0, DateTime.UtcNow, Restored: true));
            }
        }
    }

    /// <summary>Ends all actions, within the patience and half a second for each that hangs.</summary>
    public void Dispose()
    {
        long start = Stopwatch.GetTimestamp();
        foreach (ActionWorker worker in workers)
            worker.End();
        foreach (ActionWorker worker in workers)
        {
            TimeSpan left = patience - Stopwatch.GetElapsedTime(start);
            worker.Join(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
    }
}
