namespace EdgeCnn.Training.Plots.Curves;

/// <summary>Scores of one yes-or-no question.</summary>
/// <param name="Name">The question, for example a class.</param>
/// <param name="Scores">For each picture; more means rather yes.</param>
/// <param name="Positive">What is true.</param>
public sealed record RocSeries(string Name, IReadOnlyList<double> Scores, IReadOnlyList<bool> Positive);
