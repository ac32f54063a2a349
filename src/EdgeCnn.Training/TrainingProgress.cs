namespace EdgeCnn.Training;

/// <summary>Where a training run is.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Epochs">As many as asked for.</param>
/// <param name="Batch">Batches done in this epoch.</param>
/// <param name="Batches">Batches of an epoch.</param>
/// <param name="Loss">Mean loss of the epoch so far.</param>
/// <param name="Accuracy">Share of right answers of the epoch so far.</param>
/// <param name="ImagesPerSecond">Training pictures a second in this epoch.</param>
public readonly record struct TrainingProgress(int Epoch, int Epochs, int Batch, int Batches, double Loss, double Accuracy, double ImagesPerSecond);
