namespace EdgeCnn.Training.Plots.Tables;

/// <summary>A column of numbers in a comparison.</summary>
/// <param name="Name">What the numbers are.</param>
/// <param name="Best">Which of them is marked.</param>
/// <param name="Format">How they are written, in .NET's invariant form; for example <c>0.0000</c> or <c>#,0</c>.</param>
public sealed record SweepColumn(string Name, BestValue Best = BestValue.None, string Format = "0.0000");
