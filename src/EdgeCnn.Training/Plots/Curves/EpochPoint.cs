namespace EdgeCnn.Training.Plots.Curves;

/// <summary>What one epoch of a run came to; <see cref="double.NaN"/> for what was not measured.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Loss">Mean loss on the training pictures.</param>
/// <param name="Accuracy">Share of the training pictures that were right.</param>
/// <param name="ValidationLoss">Mean loss on the validation pictures.</param>
/// <param name="ValidationAccuracy">Share of the validation pictures that were right.</param>
/// <param name="LearningRate">The rate at the epoch's end.</param>
/// <param name="GradientNorm">The mean Euclidean norm of the gradient over the epoch's batches.</param>
public sealed record EpochPoint(
    int Epoch,
    double Loss,
    double Accuracy,
    double ValidationLoss = double.NaN,
    double ValidationAccuracy = double.NaN,
    double LearningRate = double.NaN,
    double GradientNorm = double.NaN);
