namespace EdgeCnn.Training.Layers;

/// <summary>What a layer applies to its result while it is at hand.</summary>
public enum Activation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>max(x, 0)</summary>
    Relu,

    /// <summary>min(max(x, 0), 6)</summary>
    Relu6,
}
