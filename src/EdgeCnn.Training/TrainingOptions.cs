using EdgeCnn.Training.Callbacks;
using EdgeCnn.Training.Data.Augmentation;
using EdgeCnn.Training.Losses;
using EdgeCnn.Training.Optimizers;
using EdgeCnn.Training.Schedules;

namespace EdgeCnn.Training;

/// <summary>How a network is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the data.</summary>
    public required int Epochs { get; init; }

    /// <summary>Pictures of a batch.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Decides the order of the pictures and their augmentation; the seed that the network was built with decides initial weights and dropout.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The largest learning rate; the schedule says when.</summary>
    public float LearningRate { get; init; } = 1e-3f;

    /// <summary>Makes the optimizer; a run changes it.</summary>
    public Func<Optimizer> Optimizer { get; init; } = () => new Adam();

    /// <summary>The learning rate over the run.</summary>
    public Schedule Schedule { get; init; } = Schedule.Linear;

    /// <summary>What is made small.</summary>
    public Loss Loss { get; init; } = new SoftmaxCrossEntropy();

    /// <summary>What is changed about training pictures at random; nothing unless set.</summary>
    public AugmentationOptions? Augmentation { get; init; }

    /// <summary>Ends a run that gets no better; none unless set.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Lowers the rate of a run that gets no better; none unless set.</summary>
    public ReduceLROnPlateau? ReduceLROnPlateau { get; init; }

    /// <summary>
    /// Batches of training pictures, neither augmented nor with dropout, whose mean statistics batch normalizations get when the run has ended;
    /// 0 to leave them the moving ones. Sources: Wu and Johnson 2021, "Rethinking 'Batch' in BatchNorm", §3; Li et al. 2019,
    /// "Understanding the Disharmony between Dropout and Batch Normalization by Variance Shift", for what dropout does to the moving ones.
    /// </summary>
    public int PreciseStatistics { get; init; }

    /// <summary>Where the state of the run is kept; nowhere unless set. A run that finds one there goes on from it.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>What decides the run's result, in words: a checkpoint with other words is refused. Empty to go on from any.</summary>
    public string Run { get; init; } = string.Empty;

    /// <summary>Batches between two checkpoints; there is one after each epoch anyway. 0 for no others.</summary>
    public int CheckpointEvery { get; init; }

    /// <summary>Threads; 0 for all processors. The result does not depend on it.</summary>
    public int Threads { get; init; }
}
