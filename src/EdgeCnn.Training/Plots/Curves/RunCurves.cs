namespace EdgeCnn.Training.Plots.Curves;

/// <summary>The history of one run.</summary>
/// <param name="Name">What tells it from other runs.</param>
/// <param name="Epochs">Its epochs in order.</param>
public sealed record RunCurves(string Name, IReadOnlyList<EpochPoint> Epochs);
