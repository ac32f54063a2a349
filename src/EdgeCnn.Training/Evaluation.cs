namespace EdgeCnn.Training;

/// <summary>How a network does on a data set.</summary>
/// <param name="Loss">Mean loss.</param>
/// <param name="Accuracy">Share of right answers.</param>
public sealed record Evaluation(double Loss, double Accuracy);
