namespace EdgeCnn.Training.Architectures;

/// <summary>What may be changed about an architecture; <see cref="Architecture.Heeds"/> says which of it.</summary>
public sealed record ArchitectureOptions
{
    /// <summary>The settings that are not as usual.</summary>
    internal ArchitectureSettings Given =>
        (Width != 1 ? ArchitectureSettings.Width : 0) | (Pool != 2 ? ArchitectureSettings.Pool : 0) | (Filters.Count > 0 ? ArchitectureSettings.Filters : 0)
        | (Dropout != 0 ? ArchitectureSettings.Dropout : 0) | (BatchNorm ? ArchitectureSettings.BatchNorm : 0);

    /// <summary>Factor of all channel counts.</summary>
    public double Width { get; init; } = 1;

    /// <summary>Rows and columns of the max pools.</summary>
    public int Pool { get; init; } = 2;

    /// <summary>Filters of the convolutions, if not the usual ones.</summary>
    public IReadOnlyList<int> Filters { get; init; } = [];

    /// <summary>Dropout before the last layer, 0 for none.</summary>
    public float Dropout { get; init; }

    /// <summary>True for batch normalizations after the convolutions.</summary>
    public bool BatchNorm { get; init; }

    /// <summary>What large weights cost.</summary>
    public Layers.Penalty Penalty { get; init; }

    /// <summary>The kernels to choose from; null for the best of this processor.</summary>
    public Kernels.KernelSet? Kernels { get; init; }

    /// <summary>The weights at the start, if not the architecture's own.</summary>
    public Initializers.Initializer? Initializer { get; init; }

    /// <summary>Those of dense layers, if they are others than <see cref="Initializer"/>.</summary>
    public Initializers.Initializer? DenseInitializer { get; init; }
}
