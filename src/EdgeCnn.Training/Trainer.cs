using System.Diagnostics;
using EdgeCnn.Graph;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Losses;
using EdgeCnn.Training.Optimizers;

namespace EdgeCnn.Training;

/// <summary>The training loop.</summary>
public static class Trainer
{
    /// <summary>Trains a network in place.</summary>
    /// <param name="network">The network.</param>
    /// <param name="contract">How it wants pictures.</param>
    /// <param name="train">Pictures to learn from.</param>
    /// <param name="test">Pictures to judge each epoch by; nothing is chosen by them.</param>
    /// <param name="options">Epochs, batch, seed.</param>
    /// <param name="progress">Called after each batch.</param>
    /// <param name="cancellation">Asked before each batch.</param>
    /// <returns>One result for each epoch.</returns>
    /// <exception cref="EdgeCnnException">The loss is no longer a number.</exception>
    public static IReadOnlyList<EpochResult> Run(Network network, InputContract contract, IDataset train, IDataset test, TrainingOptions options, Action<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        var slices = new Slices(options.Threads);
        var loader = new BatchLoader(train, contract, options.Batch);
        var optimizer = new Adam(options.LearningRate);
        float[] gradient = new float[options.Batch * network.Output.Elements];
        var history = new List<EpochResult>();
        for (int epoch = 1; epoch <= options.Epochs; epoch++)
        {
            loader.Shuffle(options.Seed, epoch);
            double lossSum = 0;
            int seen = 0, right = 0;
            var watch = Stopwatch.StartNew();
            for (int batch = 0; batch < loader.BatchCount; batch++)
            {
                cancellation.ThrowIfCancellationRequested();
                var (images, labels) = loader.Load(batch, slices);
                int count = labels.Length;
                var logits = network.Forward(images.Span, count, slices);
                var (loss, hits) = SoftmaxCrossEntropy.Compute(logits.Span, labels.Span, gradient.AsSpan(0, logits.Length));
                if (!double.IsFinite(loss))
                    throw new EdgeCnnException($"training: the loss is {loss} in epoch {epoch}, batch {batch + 1}. Take a smaller learning rate than {options.LearningRate}.", ExitCode.CheckFailed);
                network.Backward(gradient.AsSpan(0, logits.Length), count, slices);
                optimizer.LearningRate = options.LearningRateAt(((epoch - 1) * loader.BatchCount) + batch, options.Epochs * loader.BatchCount);
                optimizer.Step(network.Parameters, slices);
                lossSum += loss * count;
                seen += count;
                right += hits;
                progress?.Invoke(new TrainingProgress(epoch, options.Epochs, batch + 1, loader.BatchCount, lossSum / seen, (double)right / seen, seen / watch.Elapsed.TotalSeconds));
            }

            double rate = seen / watch.Elapsed.TotalSeconds;
            var (testLoss, testAccuracy) = Evaluate(network, contract, test, slices, cancellation);
            history.Add(new EpochResult(epoch, lossSum / seen, (double)right / seen, testLoss, testAccuracy, rate));
        }

        return history;
    }

    /// <summary>Mean loss and share of right answers.</summary>
    public static (double Loss, double Accuracy) Evaluate(Network network, InputContract contract, IDataset data, Slices slices, CancellationToken cancellation = default)
    {
        var loader = new BatchLoader(data, contract, 64);
        double lossSum = 0;
        int right = 0;
        for (int batch = 0; batch < loader.BatchCount; batch++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (images, labels) = loader.Load(batch, slices);
            var (loss, hits) = SoftmaxCrossEntropy.Compute(network.Forward(images.Span, labels.Length, slices).Span, labels.Span, []);
            lossSum += loss * labels.Length;
            right += hits;
        }

        return (lossSum / data.Count, (double)right / data.Count);
    }
}
