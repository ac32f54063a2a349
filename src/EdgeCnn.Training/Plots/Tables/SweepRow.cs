namespace EdgeCnn.Training.Plots.Tables;

/// <summary>One variant of a comparison.</summary>
/// <param name="Name">The variant.</param>
/// <param name="Values">A number for each column; NaN for none.</param>
/// <param name="Note">A word on it, for example its verdict, or null.</param>
public sealed record SweepRow(string Name, IReadOnlyList<double> Values, string? Note = null);
