using EdgeCnn.Agent.Actions;
using EdgeCnn.Agent.Decisions;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;

namespace EdgeCnn.Agent;

/// <summary>Rules and actions of the pipeline, which can be replaced between two pictures.</summary>
/// <remarks>Threading: <see cref="TakeNew"/>, <see cref="Decide"/> and <see cref="Act"/> on the pipeline's thread, the rest on one other.</remarks>
internal sealed class Reactions(DecisionRules rules, ActionDispatcher actions) : IDisposable
{
    private readonly AutoResetEvent taken = new(false);
    private Pair current = new(rules, actions);
    private Pair? next;

    /// <summary>The actions that are used now.</summary>
    public ActionDispatcher Actions => Volatile.Read(ref current).Actions;

    /// <summary>Begins to use what was given since the last picture.</summary>
    public void TakeNew(Classifier classifier)
    {
        if (Volatile.Read(ref next) is null || Interlocked.Exchange(ref next, null) is not { } pair)
        {
            classifier.Temperature = current.Rules.Temperature;
            return;
        }

        // What holds goes on to hold: new limits are no event, and a lamp stays on.
        pair.Rules.Resume(current.Rules);
        pair.Actions.Restore(pair.Rules.State);
        classifier.Temperature = pair.Rules.Temperature;
        Volatile.Write(ref current, pair);
        taken.Set();
    }

    /// <summary>From probabilities to a state and its changes.</summary>
    public void Decide(Decision decision, long at) => current.Rules.Apply(decision, at);

    /// <summary>Hands the changes to the actions.</summary>
    public void Act(Decision decision, Frame picture) => current.Actions.Post(decision, picture);

    /// <summary>Gives new rules and actions, waits until the pipeline has taken them, and ends the old ones.</summary>
    /// <param name="rules">For the same model.</param>
    /// <param name="actions">Owned from now on.</param>
    /// <param name="patience">How long the pipeline may take.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="EdgeCnnException">The pipeline took nothing, because it is stuck or ends.</exception>
    public void Replace(DecisionRules rules, ActionDispatcher actions, TimeSpan patience, CancellationToken stop)
    {
        Pair old = Volatile.Read(ref current), pair = new(rules, actions);
        Volatile.Write(ref next, pair);
        if (WaitHandle.WaitAny([taken, stop.WaitHandle], patience) != 0)
        {
            if (Interlocked.CompareExchange(ref next, null, pair) == pair)
            {
                actions.Dispose();
                throw new EdgeCnnException($"the pipeline took no picture for {patience.TotalSeconds:0.#} s.", ExitCode.Device);
            }

            // It was taken just then.
            taken.WaitOne();
        }

        old.Actions.Dispose();
    }

    public void Dispose()
    {
        Interlocked.Exchange(ref next, null)?.Actions.Dispose();
        current.Actions.Dispose();
        taken.Dispose();
    }

    private sealed record Pair(DecisionRules Rules, ActionDispatcher Actions);
}
