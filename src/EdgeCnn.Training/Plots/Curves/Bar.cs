namespace EdgeCnn.Training.Plots.Curves;

/// <summary>One bar of a chart.</summary>
/// <param name="Name">What stands before it.</param>
/// <param name="Value">Its length, 0 or more.</param>
/// <param name="Text">What stands behind it; null for the number.</param>
/// <param name="Marked">Whether it stands out.</param>
public sealed record Bar(string Name, double Value, string? Text = null, bool Marked = false);
