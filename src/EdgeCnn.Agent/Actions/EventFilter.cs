using EdgeCnn.Agent.Decisions;

namespace EdgeCnn.Agent.Actions;

/// <summary>Which changes an action wants.</summary>
/// <param name="labels">The labels, by index.</param>
/// <param name="unknown">True to want "unknown" too.</param>
/// <param name="enter">True to want what comes.</param>
/// <param name="leave">True to want what goes.</param>
internal sealed class EventFilter(bool[] labels, bool unknown, bool enter, bool leave)
{
    /// <summary>True for a change that is wanted.</summary>
    public bool Wants(in StateChange change) =>
        (change.Entered ? enter : leave) && (change.Label < 0 ? unknown : labels[change.Label]);

    /// <summary>A filter by names.</summary>
    /// <param name="names">Labels of the model, or <c>unknown</c>; empty for all labels without "unknown".</param>
    /// <param name="labels">The model's labels.</param>
    /// <param name="enter">True to want what comes.</param>
    /// <param name="leave">True to want what goes.</param>
    public static EventFilter Of(IReadOnlyCollection<string> names, IReadOnlyList<string> labels, bool enter, bool leave) =>
        new([.. labels.Select(label => names.Count == 0 || names.Contains(label))], names.Contains(StateChange.UnknownName), enter, leave);
}
