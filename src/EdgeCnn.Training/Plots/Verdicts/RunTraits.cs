namespace EdgeCnn.Training.Plots.Verdicts;

/// <summary>What a run did already, so that a verdict does not propose it again. All may be left out.</summary>
public sealed record RunTraits
{
    /// <summary>The share of pictures that one answer to all of them gets right, which is that of the largest class; 0 if unknown, or if more than one class may be right.</summary>
    public double Chance { get; init; }

    /// <summary>The learning rate that was asked for; 0 for the highest of the history, where a schedule may never come to the full one.</summary>
    public double LearningRate { get; init; }

    /// <summary>Whether the run began with a trained model, whose layers are what they are.</summary>
    public bool Transfer { get; init; }

    /// <summary>The highest dropout rate of the network.</summary>
    public double DropoutRate { get; init; }

    /// <summary>Whether the network has batch normalisation.</summary>
    public bool BatchNormalization { get; init; }

    /// <summary>Whether pictures are augmented.</summary>
    public bool Augmentation { get; init; }

    /// <summary>Whether training would have stopped early and taken its best weights.</summary>
    public bool EarlyStopping { get; init; }

    /// <summary>Whether the optimizer is one of Adam's kinds.</summary>
    public bool Adam { get; init; }

    /// <summary>Whether there is weight decay or another penalty.</summary>
    public bool WeightDecay { get; init; }
}
