using EdgeCnn.Training.Callbacks;
using EdgeCnn.Training.Execution;

namespace EdgeCnn.Training;

/// <summary>The numbers of a checkpoint that are not weights.</summary>
internal sealed record CheckpointHeader
{
    public required string Network { get; init; }

    public required string Optimizer { get; init; }

    /// <summary><see cref="TrainingOptions.Run"/>.</summary>
    public string? Run { get; init; }

    public required long Steps { get; init; }

    public required int Epoch { get; init; }

    public required int Batch { get; init; }

    public required double Loss { get; init; }

    public required int Right { get; init; }

    public required int Count { get; init; }

    public required double Norms { get; init; }

    public required double Seconds { get; init; }

    public required double RateFactor { get; init; }

    public required WatchState Stopping { get; init; }

    public required WatchState Plateau { get; init; }

    public int Skipped { get; init; }

    public required EpochResult[] History { get; init; }

    /// <summary>Of the arrays of numbers that follow.</summary>
    public required int[] Lengths { get; init; }

    /// <summary>True if every member is there and says something that can be.</summary>
    public bool IsSound =>
        Network is not null && Optimizer is not null && Stopping is not null && Plateau is not null && Lengths is not null && Lengths.All(n => n >= 0)
        && Epoch >= 1 && Batch >= 0 && Steps >= 0 && Right >= 0 && Count >= Right && RateFactor > 0 && Skipped >= 0
        && History is not null && History.Length == Epoch - 1 && History.All(epoch => epoch is not null);

    public static CheckpointHeader Of(TrainingState state, int epoch, string run, int[] lengths) => new()
    {
        Run = run,
        Network = state.Network.Name,
        Optimizer = state.Optimizer.Name,
        Steps = state.Optimizer.Steps,
        Epoch = epoch,
        Batch = state.Batch,
        Loss = state.Sum.Loss,
        Right = state.Sum.Right,
        Count = state.Sum.Count,
        Norms = state.Norms,
        Seconds = state.Seconds,
        RateFactor = state.RateFactor,
        Stopping = WatchState.Of(state.Stopping),
        Plateau = WatchState.Of(state.Plateau),
        Skipped = state.Skipped,
        History = [.. state.History],
        Lengths = lengths,
    };

    public void Restore(TrainingState state)
    {
        state.Optimizer.Steps = Steps;
        state.Epoch = Epoch;
        state.Batch = Batch;
        state.Sum = new LossSum(Loss, Right, Count);
        state.Norms = Norms;
        state.Seconds = Seconds;
        state.RateFactor = RateFactor;
        Stopping.Restore(state.Stopping);
        Plateau.Restore(state.Plateau);
        state.Skipped = Skipped;
        state.History.AddRange(History);
    }
}

/// <summary>A <see cref="Watch"/> as JSON, which has no NaN.</summary>
internal sealed record WatchState(double? Best, int BestEpoch, int Waited)
{
    public static WatchState Of(Watch watch) => new(double.IsNaN(watch.Best) ? null : watch.Best, watch.BestEpoch, watch.Waited);

    public void Restore(Watch watch) => (watch.Best, watch.BestEpoch, watch.Waited) = (Best ?? double.NaN, BestEpoch, Waited);
}
