namespace EdgeCnn.Training.Recipes;

/// <summary>Everything that decides what a run gives, in the words of the command line: the same recipe gives the same weights.</summary>
public sealed record Recipe
{
    /// <summary>See <see cref="Architectures.ArchitectureTable"/>; empty where <see cref="From"/> says what is trained.</summary>
    public required string Architecture { get; init; }

    /// <summary>See <see cref="Data.NamedData"/>.</summary>
    public required string Data { get; init; }

    /// <summary>What is learned of the data, see <see cref="Tasks.LearningTask"/>; empty for what the data says.</summary>
    public string Task { get; init; } = string.Empty;

    /// <summary>The float model to start from; empty for an architecture's initial weights.</summary>
    public string From { get; init; } = string.Empty;

    /// <summary>Which layers of that model keep their weights, see <see cref="Transfer.FrozenLayers"/>.</summary>
    public string Freeze { get; init; } = "all";

    /// <summary>Factor of the learning rate for that model's layers which are not frozen.</summary>
    public float BackboneRate { get; init; } = 1;

    /// <summary>For a model to start from that does not say how it wants pictures: 0..1 or 0..255.</summary>
    public string InputRange { get; init; } = string.Empty;

    /// <summary>The same: subtracted, one number or one for each channel, with commas.</summary>
    public string Mean { get; init; } = string.Empty;

    /// <summary>The same: divides.</summary>
    public string Std { get; init; } = string.Empty;

    /// <summary>The same: center, letterbox or stretch.</summary>
    public string Crop { get; init; } = string.Empty;

    /// <summary>Passes over the pictures.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Pictures of a batch.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Decides initial weights, order, augmentation and dropout.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>sgd, momentum, nesterov, adagrad, rmsprop, adam, amsgrad or adamw.</summary>
    public string Optimizer { get; init; } = "adam";

    /// <summary>The learning rate.</summary>
    public float LearningRate { get; init; } = 1e-3f;

    /// <summary>Of momentum and nesterov; 0.9 unless given.</summary>
    public float? Momentum { get; init; }

    /// <summary>What keeps the adaptive optimizers from dividing by zero; 0 for the optimizer's own.</summary>
    public float Epsilon { get; init; }

    /// <summary>λ of sgd, momentum, nesterov and adamw; for the adam kinds the L2 that is added to gradients.</summary>
    public float WeightDecay { get; init; }

    /// <summary>Penalty on absolute weights of convolutions and dense layers, not of depthwise filters. Source: Howard et al. 2017, "MobileNets", §3.2, for leaving these out.</summary>
    public float L1 { get; init; }

    /// <summary>Penalty on their squares.</summary>
    public float L2 { get; init; }

    /// <summary>Longest gradient; 0 for any.</summary>
    public float ClipNorm { get; init; }

    /// <summary>See <see cref="Schedules.ScheduleText"/>.</summary>
    public string Schedule { get; init; } = "linear";

    /// <summary>Share of the target that is spread over all classes.</summary>
    public float LabelSmoothing { get; init; }

    /// <summary>How much a picture of each class weighs in the loss, see <see cref="ClassWeightText"/>; empty for all the same.</summary>
    public string ClassWeights { get; init; } = string.Empty;

    /// <summary>The share of the training pictures that is kept for validation; 0 for none.</summary>
    public double Validation { get; init; }

    /// <summary>True to take the last ones, as Keras does, instead of drawing them by seed.</summary>
    public bool ValidationLast { get; init; }

    /// <summary>Epochs without improvement after which the run ends with its best weights; 0 for never.</summary>
    public int Patience { get; init; }

    /// <summary>Epochs without improvement after which the rate falls; 0 for never.</summary>
    public int Plateau { get; init; }

    /// <summary>What the rate falls by at a plateau.</summary>
    public double PlateauFactor { get; init; } = 0.5;

    /// <summary>What plateaus do not bring the rate below.</summary>
    public double MinLearningRate { get; init; } = 1e-6;

    /// <summary>What patience and plateau watch, see <see cref="Callbacks.EpochMetric"/>.</summary>
    public string Monitor { get; init; } = "val_loss";

    /// <summary>The least change that patience counts as an improvement.</summary>
    public double MinDelta { get; init; }

    /// <summary>See <see cref="Data.Augmentation.AugmentationText"/>; empty for none.</summary>
    public string Augment { get; init; } = string.Empty;

    /// <summary>See <see cref="TrainingOptions.PreciseStatistics"/>.</summary>
    public int PreciseBatchNorm { get; init; }

    /// <summary>True for the same weights on every kind of processor, at some cost in speed; else they are the same on one kind at any number of threads.</summary>
    public bool EqualBits { get; init; }

    /// <summary>True for pixels / 255 instead of mean and standard deviation.</summary>
    public bool UnitScale { get; init; }

    /// <summary>Rows and columns of the input; 0 for the data's own.</summary>
    public int Size { get; init; }

    /// <summary>See <see cref="Architectures.ArchitectureOptions"/>.</summary>
    public double Width { get; init; } = 1;

    /// <summary>See <see cref="Architectures.ArchitectureOptions"/>.</summary>
    public int Pool { get; init; } = 2;

    /// <summary>Filters of the convolutions, for example <c>64-64-64</c>; empty for the usual ones.</summary>
    public string Filters { get; init; } = string.Empty;

    /// <summary>See <see cref="Architectures.ArchitectureOptions"/>.</summary>
    public float Dropout { get; init; }

    /// <summary>See <see cref="Architectures.ArchitectureOptions"/>.</summary>
    public bool BatchNorm { get; init; }

    /// <summary>The weights at the start: the architecture's own, he, he-uniform, xavier, xavier-uniform or normal:SIGMA; with '+' between, of convolutions and of dense layers.</summary>
    public string Initializer { get; init; } = string.Empty;
}
