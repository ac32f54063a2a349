namespace EdgeCnn.Training;

/// <summary>What a run came to.</summary>
/// <param name="History">One line for each epoch.</param>
/// <param name="BestEpoch">The epoch whose weights the network has, if not the last one's.</param>
/// <param name="StoppedEarly">True if the run ended before its last epoch.</param>
/// <param name="Skipped">Times that a picture could not be read and was left out.</param>
/// <param name="Validation">Of the network as it is now, which is not the history's where statistics were taken again; null without validation pictures.</param>
public sealed record TrainingResult(IReadOnlyList<EpochResult> History, int? BestEpoch, bool StoppedEarly, int Skipped, Evaluation? Validation)
{
    /// <summary>The epoch whose weights the network has.</summary>
    public EpochResult Kept => BestEpoch is { } best ? History[best - 1] : History[^1];
}
