namespace EdgeCnn.Training;

/// <summary>How a network is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the data.</summary>
    public required int Epochs { get; init; }

    /// <summary>Pictures of a batch.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Decides initial weights and order of the pictures.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Adam's step size at the first step; it falls in a straight line to 0 at the last one.</summary>
    public float LearningRate { get; init; } = 1e-3f;

    /// <summary>Threads; 0 for all processors. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>The step size of one of all steps.</summary>
    public float LearningRateAt(int step, int steps) => LearningRate * (1f - ((float)step / steps));
}
