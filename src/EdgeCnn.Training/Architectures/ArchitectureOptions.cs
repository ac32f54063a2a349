namespace EdgeCnn.Training.Architectures;

/// <summary>What may be changed about an architecture; each says which of it it heeds.</summary>
public sealed record ArchitectureOptions
{
    /// <summary>Factor of all channel counts: MobileNets, ResNet-8.</summary>
    public double Width { get; init; } = 1;

    /// <summary>Rows and columns of the max pools: cifar-seed.</summary>
    public int Pool { get; init; } = 2;

    /// <summary>Filters of the convolutions, if not the usual ones: cifar-seed.</summary>
    public IReadOnlyList<int> Filters { get; init; } = [];

    /// <summary>Dropout before the last layer, 0 for none: cifar-seed, mnist-cnn, mlp.</summary>
    public float Dropout { get; init; }

    /// <summary>True for batch normalizations after the convolutions: cifar-seed, mnist-cnn.</summary>
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
