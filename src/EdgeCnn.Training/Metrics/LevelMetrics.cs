namespace EdgeCnn.Training.Metrics;

/// <summary>How a network does at one level of a tree of labels: the node with the largest probability against the picture's.</summary>
/// <param name="Level">From 1, below the root.</param>
/// <param name="Nodes">How many there are to choose from.</param>
/// <param name="Top1">The share of right answers.</param>
/// <param name="MacroF1">The mean F1 of the nodes that occur; null if none does.</param>
public sealed record LevelMetrics(int Level, int Nodes, double Top1, double? MacroF1);
