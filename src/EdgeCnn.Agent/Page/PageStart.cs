namespace EdgeCnn.Agent.Page;

/// <summary>What every stream of events shares.</summary>
/// <param name="Board">How the board is.</param>
/// <param name="CanSave">True if pictures can be stored.</param>
internal sealed record PageStart(BoardWatch Board, bool CanSave);
