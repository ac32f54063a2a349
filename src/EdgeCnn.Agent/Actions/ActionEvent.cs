using EdgeCnn.Agent.Decisions;

namespace EdgeCnn.Agent.Actions;

/// <summary>What an action gets: a change, and when it was.</summary>
/// <param name="Change">What came or went.</param>
/// <param name="Frame">The picture's number.</param>
/// <param name="Time">When it was decided.</param>
/// <param name="Restored">True for a state that already held when the action was made, which is no news.</param>
internal readonly record struct ActionEvent(StateChange Change, long Frame, DateTime Time, bool Restored = false);
