namespace EdgeCnn.Agent.Verbs;

/// <summary>One option of a verb, and a line of its help.</summary>
/// <param name="Name">With both dashes.</param>
/// <param name="Value">What follows it, or null for a switch.</param>
/// <param name="Description">One line, with the default in brackets.</param>
/// <param name="Set">Takes the text, which is empty for a switch; a <see cref="FormatException"/> says what is wrong with it.</param>
internal sealed record Option<T>(string Name, string? Value, string Description, Action<T, string> Set);

/// <summary>What stands on the command line without a dash.</summary>
/// <param name="Name">As the help names it, for example <c>MODEL</c>.</param>
/// <param name="Set">Takes one of them.</param>
/// <param name="Least">The fewest.</param>
/// <param name="Most">The most.</param>
internal sealed record Argument<T>(string Name, Action<T, string> Set, int Least = 1, int Most = 1);
