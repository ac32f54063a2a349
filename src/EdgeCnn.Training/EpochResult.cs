namespace EdgeCnn.Training;

/// <summary>One line of a training history.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Loss">Mean loss over the epoch's batches, while the weights changed.</param>
/// <param name="Accuracy">Share of right answers over the same batches.</param>
/// <param name="TestLoss">Mean loss on the test pictures after the epoch.</param>
/// <param name="TestAccuracy">Share of right answers on the test pictures after the epoch.</param>
/// <param name="ImagesPerSecond">Training pictures a second, without the test.</param>
public sealed record EpochResult(int Epoch, double Loss, double Accuracy, double TestLoss, double TestAccuracy, double ImagesPerSecond);

/// <summary>Where a training run is.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Epochs">As many as asked for.</param>
/// <param name="Batch">Batches done in this epoch.</param>
/// <param name="Batches">Batches of an epoch.</param>
/// <param name="Loss">Mean loss of the epoch so far.</param>
/// <param name="Accuracy">Share of right answers of the epoch so far.</param>
/// <param name="ImagesPerSecond">Training pictures a second in this epoch.</param>
public readonly record struct TrainingProgress(int Epoch, int Epochs, int Batch, int Batches, double Loss, double Accuracy, double ImagesPerSecond);
