namespace EdgeCnn.Training;

/// <summary>One line of a training history.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Loss">Mean loss over the epoch's batches, while the weights changed: what the optimizer lessens, with L1 and L2 penalties and class weights.</param>
/// <param name="Accuracy">Share of right answers over the same batches.</param>
/// <param name="ValidationLoss">Mean loss on the validation pictures after the epoch, without penalties and class weights, so that runs with other ones compare; null if there are none.</param>
/// <param name="ValidationAccuracy">Share of right answers on them.</param>
/// <param name="LearningRate">At the epoch's last batch.</param>
/// <param name="GradientNorm">Mean Euclidean norm of all gradients together over the epoch's batches, before clipping.</param>
/// <param name="ImagesPerSecond">Training pictures a second, without the validation.</param>
public sealed record EpochResult(int Epoch, double Loss, double Accuracy, double? ValidationLoss, double? ValidationAccuracy, double LearningRate, double GradientNorm, double ImagesPerSecond);
