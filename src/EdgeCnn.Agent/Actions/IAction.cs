using EdgeCnn.Imaging;

namespace EdgeCnn.Agent.Actions;

/// <summary>Something that is done when a class comes or goes.</summary>
/// <remarks>Threading: made and asked for its filter anywhere; <see cref="Run"/>, <see cref="Tick"/> and <see cref="IDisposable.Dispose"/> only on the action's own thread.</remarks>
internal interface IAction : IDisposable
{
    /// <summary>What it is, for people; for example <c>actions[1] (webhook)</c>.</summary>
    string Name { get; }

    /// <summary>The changes that it wants.</summary>
    EventFilter Filter { get; }

    /// <summary>True if it must be told of states that already hold when it is made.</summary>
    bool FollowsState => false;

    /// <summary>Does it. May take its time; whatever it throws is counted as one failure.</summary>
    /// <param name="next">The change.</param>
    /// <param name="stop">Set when the program wants to end and has waited long enough.</param>
    void Run(in ActionEvent next, CancellationToken stop);

    /// <summary>Does what is due by time.</summary>
    /// <returns>When to be called again; infinite for never.</returns>
    TimeSpan Tick() => Timeout.InfiniteTimeSpan;
}

/// <summary>An action that wants the picture of an event.</summary>
internal interface IPictureAction : IAction
{
    /// <summary>Copies the picture, if the action has room and time for it. Called on the pipeline's thread just before the event is posted.</summary>
    /// <returns>False to be spared the event.</returns>
    bool TryOffer(Frame picture);
}
