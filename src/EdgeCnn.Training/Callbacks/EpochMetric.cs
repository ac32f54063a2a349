using EdgeCnn.Graph;

namespace EdgeCnn.Training.Callbacks;

/// <summary>Numbers of a history that callbacks watch.</summary>
public static class EpochMetric
{
    /// <summary>What may be watched.</summary>
    public static IReadOnlyList<string> Names { get; } = ["val_loss", "val_accuracy", "loss", "accuracy"];

    /// <summary>True if it is of validation pictures.</summary>
    public static bool IsOfValidation(string name) => name is "val_loss" or "val_accuracy";

    /// <summary>True if more is better.</summary>
    public static bool IsHigherBetter(string name) => name is "accuracy" or "val_accuracy";

    /// <summary>What is wrong with watching validation where there is none.</summary>
    internal static EdgeCnnException NeedsValidation(string name) => new($"'{name}' needs validation pictures. Set a part aside with --validation 0.2, or watch loss.", ExitCode.Usage);

    /// <summary>The number of an epoch.</summary>
    /// <exception cref="EdgeCnnException">There is none of that name, or the run has no validation pictures.</exception>
    public static double Of(string name, EpochResult epoch) => name switch
    {
        "loss" => epoch.Loss,
        "accuracy" => epoch.Accuracy,
        "val_loss" when epoch.ValidationLoss is { } loss => loss,
        "val_accuracy" when epoch.ValidationAccuracy is { } accuracy => accuracy,
        "val_loss" or "val_accuracy" => throw NeedsValidation(name),
        _ => throw new EdgeCnnException($"'{name}' cannot be watched, expected {string.Join(", ", Names)}.", ExitCode.Usage),
    };
}
