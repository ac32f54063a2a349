namespace EdgeCnn.Agent.Decisions;

/// <summary>A class came or went.</summary>
/// <param name="Label">Its index; −1 for "unknown".</param>
/// <param name="Entered">True if it came.</param>
/// <param name="Probability">Its smoothed probability at that time; of "unknown", that of the likeliest class.</param>
internal readonly record struct StateChange(int Label, bool Entered, float Probability)
{
    /// <summary>The label of pictures that show none of the classes, or not clearly.</summary>
    public const int Unknown = -1;

    /// <summary>How "unknown" is called in configurations and events.</summary>
    public const string UnknownName = "unknown";

    /// <summary>The class's name.</summary>
    public string NameIn(IReadOnlyList<string> labels) => Label < 0 ? UnknownName : labels[Label];
}
