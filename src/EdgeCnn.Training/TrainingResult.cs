namespace EdgeCnn.Training;

/// <summary>What a run came to.</summary>
/// <param name="History">One line for each epoch.</param>
/// <param name="BestEpoch">The epoch whose weights the network has, if not the last one's.</param>
/// <param name="StoppedEarly">True if the run ended before its last epoch.</param>
/// <param name="Skipped">Times that a picture could not be read and was left out.</param>
public sealed record TrainingResult(IReadOnlyList<EpochResult> History, int? BestEpoch, bool StoppedEarly, int Skipped);
