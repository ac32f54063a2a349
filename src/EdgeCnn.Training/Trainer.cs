using System.Diagnostics;
using EdgeCnn.Graph;
using EdgeCnn.Training.Callbacks;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Execution;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training;

/// <summary>The training loop.</summary>
public sealed class Trainer : IDisposable
{
    // Far above any weight or statistic that is of use, far below where products of a few of them overflow.
    private const float LargestWeight = 1e9f;

    private readonly Network network;
    private readonly InputContract contract;
    private readonly IDataset data;
    private readonly TrainingOptions options;
    private readonly Crew crew;
    private readonly BatchLoader train;
    private readonly BatchLoader? validation;
    private readonly NetworkExecutor executor;
    private readonly TrainingState state;
    private int skippedBefore; // by the run that left the checkpoint

    private Trainer(Network network, InputContract contract, IDataset train, IDataset? validation, TrainingOptions options)
    {
        this.network = network;
        this.contract = contract;
        data = train;
        this.options = options;
        if (network.Output.Elements != train.Labels.Count)
            throw new EdgeCnnException($"network '{network.Name}' has {network.Output.Elements} outputs, the data has {train.Labels.Count} classes. Build it for {train.Labels.Count}.", ExitCode.Usage);
        foreach (string monitor in (string[])[options.EarlyStopping?.Monitor ?? "", options.ReduceLROnPlateau?.Monitor ?? ""])
        {
            if (validation is null && EpochMetric.IsOfValidation(monitor))
                throw EpochMetric.NeedsValidation(monitor);
        }

        if (options.PreciseStatistics > 0 && !network.Layers.Any(layer => layer is IBatchStatisticsLayer { UsesBatch: true }))
            throw new EdgeCnnException($"network '{network.Name}': nothing that is trained is a batch normalization, whose statistics could be taken again. Leave --precise-bn out.", ExitCode.Usage);
        crew = new Crew(options.Threads);
        this.train = new BatchLoader(train, contract, options.Batch, options.Augmentation, options.Threads, onlyReadable: true);
        this.validation = validation is null ? null : new BatchLoader(validation, contract, Evaluator.Batch, threads: options.Threads);
        executor = new NetworkExecutor(network, crew, options.Batch, training: true);
        state = new TrainingState(network, options.Optimizer());
    }

    /// <summary>Trains a network in place.</summary>
    /// <param name="network">The network.</param>
    /// <param name="contract">How it wants pictures.</param>
    /// <param name="train">Pictures to learn from.</param>
    /// <param name="validation">Pictures to judge each epoch by, or none.</param>
    /// <param name="options">Epochs, batch, seed, ….</param>
    /// <param name="progress">Called after each batch.</param>
    /// <param name="cancellation">Asked before each batch; a checkpoint is written then.</param>
    /// <exception cref="EdgeCnnException">The loss is no longer a number, or the checkpoint is of another run.</exception>
    public static TrainingResult Run(Network network, InputContract contract, IDataset train, IDataset? validation, TrainingOptions options, Action<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var trainer = new Trainer(network, contract, train, validation, options);
        return trainer.Run(progress, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        crew.Dispose();
        train.Dispose();
        validation?.Dispose();
    }

    private TrainingResult Run(Action<TrainingProgress>? progress, CancellationToken cancellation)
    {
        state.Optimizer.Reserve(network.Parameters);
        if (options.Checkpoint is { } path && File.Exists(path))
            Checkpoint.Read(path, state, options.Run);
        if (state.Epoch > options.Epochs + 1 || (state.Epoch == options.Epochs + 1 && state.Batch > 0))
            throw new EdgeCnnException($"{options.Checkpoint}: is of epoch {state.Epoch}, this run ends with {options.Epochs}. Give what it was begun with, or begin anew by --restart or with another --out.", ExitCode.Usage);
        skippedBefore = state.Skipped;
        bool stopped = IsStopped();
        for (; state.Epoch <= options.Epochs && !stopped; state.Epoch++)
        {
            RunEpoch(progress, cancellation);
            stopped = Finish();
            Save(state.Epoch + 1);
        }

        CheckWeights();
        bool restore = options.EarlyStopping is { RestoreBestWeights: true } && state.Best.Length > 0 && state.Stopping.BestEpoch != state.History[^1].Epoch;
        if (restore)
            state.RestoreBest();
        TakeStatistics(cancellation);
        int? best = restore ? state.Stopping.BestEpoch : null;
        return new TrainingResult(state.History, best, stopped && state.History.Count < options.Epochs, skippedBefore + Skipped, Validation(state.History[(best ?? state.History.Count) - 1]));
    }

    // The moving statistics are of pictures with dropout and augmentation, and of weights that have changed since.
    private void TakeStatistics(CancellationToken cancellation)
    {
        if (options.PreciseStatistics == 0)
            return;
        using var pictures = new BatchLoader(data, contract, Math.Min(options.Batch, data.Count), threads: options.Threads, onlyReadable: true);
        pictures.Shuffle(options.Seed, options.Epochs + 1);
        int seen = 0;
        for (int batch = 0; batch < Math.Min(options.PreciseStatistics, data.Count / pictures.BatchSize); batch++)
        {
            cancellation.ThrowIfCancellationRequested();
            pictures.Begin(batch);
            if (pictures.Count > 0)
                executor.Observe(pictures.Fill, pictures.Count, seen++);
        }
    }

    private Evaluation? Validation(EpochResult kept) => validation is null ? null
        : options.PreciseStatistics > 0 ? Evaluator.Run(network, validation, options.Loss.ToJudgeBy, crew)
        : new Evaluation(kept.ValidationLoss!.Value, kept.ValidationAccuracy!.Value);

    private void RunEpoch(Action<TrainingProgress>? progress, CancellationToken cancellation)
    {
        train.Shuffle(options.Seed, state.Epoch);
        while (state.Batch < train.BatchCount)
        {
            if (cancellation.IsCancellationRequested)
                Save(state.Epoch);
            cancellation.ThrowIfCancellationRequested();
            RunBatch();
            progress?.Invoke(new TrainingProgress(state.Epoch, options.Epochs, state.Batch, train.BatchCount, state.Sum.Loss / state.Sum.Count, (double)state.Sum.Right / state.Sum.Count, state.Sum.Count / state.Seconds));
            if (options.CheckpointEvery > 0 && state.Batch % options.CheckpointEvery == 0 && state.Batch < train.BatchCount)
                Save(state.Epoch);
        }
    }

    // A step may throw the weights away while the loss before it was a number still: such weights must not replace good ones.
    private void Save(int epoch)
    {
        if (options.Checkpoint is not { } path)
            return;
        CheckWeights();
        state.Skipped = skippedBefore + Skipped;
        Checkpoint.Write(path, state, epoch, options.Run);
    }

    private void CheckWeights()
    {
        foreach (float value in state.Weights.SelectMany(values => values))
        {
            if (!(MathF.Abs(value) < LargestWeight))
                throw Exploded($"a weight is {value}");
        }
    }

    private int Skipped => train.Skipped + (validation?.Skipped ?? 0);

    private EdgeCnnException Exploded(string what) =>
        new($"training: {what} in epoch {state.Epoch}. Begin anew with a smaller learning rate than {options.LearningRate}, or with clipped gradients.", ExitCode.CheckFailed);

    private void RunBatch()
    {
        long start = Stopwatch.GetTimestamp(), step = ((state.Epoch - 1L) * train.BatchCount) + state.Batch;
        train.Begin(state.Batch);
        int n = train.Classes, batch = train.Count;
        if (batch == 0)
        {
            state.Batch++;
            return;
        }

        state.Optimizer.Look(network.Parameters, crew);
        LossSum sum = executor.Train(
            train.Fill,
            (first, count, outputs, gradient) => options.Loss.Compute(outputs, train.Targets.Slice(first * n, count * n), n, 1f / batch, gradient),
            batch,
            step);
        double penalty = network.Parameters.Where(parameter => parameter.IsTrainable && !parameter.Penalty.IsNone).Sum(parameter => parameter.Penalty.Of(parameter.Value));
        if (!double.IsFinite(sum.Loss))
            throw Exploded($"the loss is {sum.Loss} at batch {state.Batch + 1}");
        state.Optimizer.LearningRate = (float)(options.LearningRate * state.RateFactor * options.Schedule.FactorAt(step, (long)options.Epochs * train.BatchCount, train.BatchCount));
        state.Norms += state.Optimizer.Step(network.Parameters, crew);
        state.Sum += sum with { Loss = sum.Loss + (penalty * sum.Count) };
        state.Batch++;
        state.Seconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    // Judges the epoch and starts the next one's sums.
    private bool Finish()
    {
        if (state.Sum.Count == 0)
            throw new EdgeCnnException($"none of {train.Pictures:N0} pictures to learn from can be read. Check them with 'edgecnn data check'.");
        Evaluation? judged = validation is null ? null : Evaluator.Run(network, validation, options.Loss.ToJudgeBy, crew);
        if (judged is { Loss: var loss } && !double.IsFinite(loss))
            throw Exploded($"the loss of the validation pictures is {loss}");
        var epoch = new EpochResult(state.Epoch, state.Sum.Loss / state.Sum.Count, (double)state.Sum.Right / state.Sum.Count, judged?.Loss, judged?.Accuracy, state.Optimizer.LearningRate, state.Norms / state.Batch, state.Sum.Count / state.Seconds);
        state.History.Add(epoch);
        (state.Batch, state.Sum, state.Norms, state.Seconds) = (0, default, 0, 0);
        if (options.EarlyStopping is { } stopping && state.Stopping.Take(EpochMetric.Of(stopping.Monitor, epoch), epoch.Epoch, EpochMetric.IsHigherBetter(stopping.Monitor), stopping.MinDelta) && stopping.RestoreBestWeights)
            state.KeepBest();
        if (options.ReduceLROnPlateau is { } plateau)
            Watch(plateau, epoch);
        return IsStopped();
    }

    private void Watch(ReduceLROnPlateau plateau, EpochResult epoch)
    {
        state.Plateau.Take(EpochMetric.Of(plateau.Monitor, epoch), epoch.Epoch, EpochMetric.IsHigherBetter(plateau.Monitor), plateau.MinDelta);
        if (state.Plateau.Waited < Math.Max(1, plateau.Patience))
            return;
        state.Plateau.Waited = 0;
        // A rate that is below the least one already stays where it is.
        state.RateFactor = Math.Min(state.RateFactor, Math.Max(state.RateFactor * plateau.Factor, plateau.MinLr / options.LearningRate));
    }

    private bool IsStopped() => options.EarlyStopping is { } stopping && state.Stopping.Waited >= Math.Max(1, stopping.Patience);
}
