using EdgeCnn.Graph;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Execution;
using EdgeCnn.Training.Losses;
using EdgeCnn.Training.Metrics;

namespace EdgeCnn.Training;

/// <summary>Runs a network over a data set as on the board: dropout does nothing, batch normalizations take their moving statistics.</summary>
public static class Evaluator
{
    /// <summary>Pictures of a batch.</summary>
    internal const int Batch = 256;

    /// <summary>Loss and share of right answers.</summary>
    public static Evaluation Run(Network network, InputContract contract, IDataset data, Loss loss, int threads = 0)
    {
        using var crew = new Crew(threads);
        using var loader = new BatchLoader(data, contract, Batch, threads: threads);
        return Run(network, loader, loss, crew);
    }

    /// <summary>The outputs for all pictures.</summary>
    /// <returns>[count, outputs]</returns>
    public static float[] Outputs(Network network, InputContract contract, IDataset data, int threads = 0) => Collect(network, contract, data, threads).Outputs;

    /// <summary>The outputs for all pictures that can be read, beside what they should be.</summary>
    public static Predictions Predict(Network network, InputContract contract, IDataset data, int threads = 0)
    {
        if (network.Output.Elements != data.Labels.Count)
            throw new ArgumentException($"network '{network.Name}' has {network.Output.Elements} outputs, the data has {data.Labels.Count} classes.", nameof(data));
        var (outputs, targets) = Collect(network, contract, data, threads);
        return new Predictions(outputs, targets, network.Output.Elements);
    }

    /// <summary>The outputs for all pictures and their targets, [count, outputs] and [count, labels]; a target that begins with NaN belongs to a picture that cannot be read.</summary>
    internal static (float[] Outputs, float[] Targets) Collect(Network network, InputContract contract, IDataset data, int threads, Action<int>? progress = null)
    {
        using var crew = new Crew(threads);
        using var loader = new BatchLoader(data, contract, Batch, threads: threads);
        int n = network.Output.Elements, done = 0;
        float[] outputs = new float[data.Count * n], targets = new float[data.Count * loader.Classes];
        Over(
            network,
            loader,
            crew,
            (batch, first, block) => block.Span.CopyTo(outputs.AsSpan(((batch * Batch) + first) * n)),
            () =>
            {
                // Only now they tell which pictures could not be read.
                loader.Targets.CopyTo(targets.AsSpan(done * loader.Classes));
                done += loader.Count;
                progress?.Invoke(done);
            });
        return (outputs, targets);
    }

    /// <summary>What each layer gives for one picture.</summary>
    /// <returns>First layer first: [H, W, C] of maps, [n] of others.</returns>
    public static float[][] LayerOutputs(Network network, InputContract contract, IDataset data, int index)
    {
        using var crew = new Crew(1);
        using var loader = new BatchLoader(new Subset(data, [index]), contract, 1);
        loader.Begin(0);
        return new NetworkExecutor(network, crew, 1, training: false).Trace(loader.Fill);
    }

    internal static Evaluation Run(Network network, BatchLoader loader, Loss loss, Crew crew)
    {
        int n = network.Output.Elements;
        LossSum total = default;
        var sums = new LossSum[Batch];
        Over(
            network,
            loader,
            crew,
            (_, first, block) => sums[first] = loss.Compute(block.Span, loader.Targets.Slice(first * n, block.Length), n, 0, []),
            () =>
            {
                // By the blocks' places, so that threads do not change the order.
                foreach (LossSum sum in sums)
                    total += sum;
                Array.Clear(sums);
            });
        if (total.Count == 0)
            throw new EdgeCnnException($"none of {loader.Pictures:N0} pictures to judge by can be read. Check them with 'edgecnn data check'.");
        return new Evaluation(total.Loss / total.Count, (double)total.Right / total.Count);
    }

    private static void Over(Network network, BatchLoader loader, Crew crew, Action<int, int, ReadOnlyMemory<float>> block, Action? batchDone = null)
    {
        var executor = new NetworkExecutor(network, crew, Batch, training: false);
        for (int batch = 0; batch < loader.BatchCount; batch++)
        {
            int now = batch;
            loader.Begin(batch);
            executor.Predict(loader.Fill, (first, outputs) => block(now, first, outputs), loader.Count);
            batchDone?.Invoke();
        }
    }
}
