namespace EdgeCnn.Training.Callbacks;

/// <summary>Lowers the learning rate after so many epochs without improvement. Names are Keras'.</summary>
public sealed record ReduceLROnPlateau
{
    /// <summary>What is watched, see <see cref="EpochMetric"/>.</summary>
    public string Monitor { get; init; } = "val_loss";

    /// <summary>The rate is multiplied by it.</summary>
    public double Factor { get; init; } = 0.5;

    /// <summary>Epochs without improvement before each change; 0 is as 1.</summary>
    public int Patience { get; init; } = 3;

    /// <summary>The least change that counts as an improvement.</summary>
    public double MinDelta { get; init; } = 1e-4;

    /// <summary>What this does not make the rate smaller than; a schedule, which is applied to it, may.</summary>
    public double MinLr { get; init; } = 1e-6;
}
