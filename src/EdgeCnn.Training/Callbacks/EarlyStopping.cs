namespace EdgeCnn.Training.Callbacks;

/// <summary>Ends a run after so many epochs without improvement. Names are Keras'.</summary>
/// <remarks>Source: Prechelt 1998, "Early Stopping — But When?".</remarks>
public sealed record EarlyStopping
{
    /// <summary>What is watched, see <see cref="EpochMetric"/>.</summary>
    public string Monitor { get; init; } = "val_loss";

    /// <summary>The least change that counts as an improvement.</summary>
    public double MinDelta { get; init; }

    /// <summary>Epochs without improvement after which the run ends; 0 is as 1.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>True to go back to the weights of the best epoch at the end.</summary>
    public bool RestoreBestWeights { get; init; } = true;
}
