using EdgeCnn.Kernels;
using EdgeCnn.Training.Initializers;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Import;

/// <summary>What is changed about a graph when it becomes a network.</summary>
public sealed record ImportOptions
{
    /// <summary>Outputs of a new head; null to keep the one that is there.</summary>
    public int? Classes { get; init; }

    /// <summary>Dropout before a new head; 0 for none.</summary>
    public float Dropout { get; init; }

    /// <summary>The weights of a new head.</summary>
    public Initializer Initializer { get; init; } = Initializer.He;

    /// <summary>Decides them.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>What large weights cost.</summary>
    public Penalty Penalty { get; init; }

    /// <summary>The kernels to choose from; null for the best of this processor.</summary>
    public KernelSet? Kernels { get; init; }
}
