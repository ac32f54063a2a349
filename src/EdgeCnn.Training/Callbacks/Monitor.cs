using EdgeCnn.Graph;

namespace EdgeCnn.Training.Callbacks;

/// <summary>Numbers of a history that callbacks watch.</summary>
public static class Monitor
{
    /// <summary>What may be watched.</summary>
    public const string Names = "val_loss, val_accuracy, loss or accuracy";

    /// <summary>True if more is better.</summary>
    public static bool IsHigherBetter(string name) => name is "accuracy" or "val_accuracy";

    /// <summary>The number of an epoch.</summary>
    /// <exception cref="EdgeCnnException">There is none of that name, or the run has no validation pictures.</exception>
    public static double Of(string name, EpochResult epoch) => name switch
    {
        "loss" => epoch.Loss,
        "accuracy" => epoch.Accuracy,
        "val_loss" when epoch.ValidationLoss is { } loss => loss,
        "val_accuracy" when epoch.ValidationAccuracy is { } accuracy => accuracy,
        "val_loss" or "val_accuracy" => throw new EdgeCnnException($"'{name}' needs validation pictures. Set a part aside with --validation 0.2, or watch loss.", ExitCode.Usage),
        _ => throw new EdgeCnnException($"'{name}' cannot be watched, expected {Names}.", ExitCode.Usage),
    };
}
