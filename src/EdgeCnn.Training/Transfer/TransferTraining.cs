using EdgeCnn.Graph;
using EdgeCnn.Training.Data;

namespace EdgeCnn.Training.Transfer;

/// <summary>Trains a network whose first layers may be frozen: without augmentation, their result is computed once for each picture and not in every epoch.</summary>
public static class TransferTraining
{
    private const long MostFeatureBytes = 1L << 30;

    /// <summary>The parts between which features are kept; null if every epoch goes through the whole network.</summary>
    /// <remarks>That is so if nothing is frozen, if pictures change from epoch to epoch, or if the features need more than 1 GiB.</remarks>
    public static NetworkCut? Cut(Network network, IDataset train, IDataset? validation, TrainingOptions options) =>
        options.Augmentation is null && NetworkCut.Of(network) is { } cut && Bytes(cut, train, validation) <= MostFeatureBytes ? cut : null;

    /// <summary>Trains a network in place.</summary>
    /// <param name="network">The network.</param>
    /// <param name="contract">How it wants pictures.</param>
    /// <param name="train">Pictures to learn from.</param>
    /// <param name="validation">Pictures to judge each epoch by, or none.</param>
    /// <param name="options">Epochs, batch, seed, ….</param>
    /// <param name="progress">Called after each batch.</param>
    /// <param name="computed">Told how many pictures have their features, of training and validation together.</param>
    /// <param name="cancellation">Asked before each batch, also of pictures whose features are computed.</param>
    /// <exception cref="EdgeCnnException">As for <see cref="Trainer"/>.</exception>
    public static TrainingResult Run(Network network, InputContract contract, IDataset train, IDataset? validation, TrainingOptions options, Action<TrainingProgress>? progress = null, Action<int>? computed = null, CancellationToken cancellation = default)
    {
        if (Cut(network, train, validation, options) is not { } cut)
            return Trainer.Run(network, contract, train, validation, options, progress, cancellation);
        FeatureDataset Features(IDataset data, int before) => new(cut.Frozen, contract, data, options.Threads, done =>
        {
            cancellation.ThrowIfCancellationRequested();
            computed?.Invoke(before + done);
        });
        FeatureDataset learned = Features(train, 0);
        FeatureDataset? judging = validation is null ? null : Features(validation, train.Count);
        return Trainer.Run(cut.Trained, contract, learned, judging, options, progress, cancellation);
    }

    private static long Bytes(NetworkCut cut, IDataset train, IDataset? validation) =>
        (long)sizeof(float) * cut.Frozen.Output.Elements * (train.Count + (validation?.Count ?? 0));
}
