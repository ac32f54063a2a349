namespace EdgeCnn.Kernels.Depthwise;

/// <summary>Float outputs side by side, all channels.</summary>
/// <remarks>Exactness: bias first, then the taps in the order [KH, KW], one fused multiply-add each.</remarks>
internal unsafe interface IDepthwiseF32MicroKernel : IDepthwiseMicroKernel
{
    /// <summary>Computes outputs that lie side by side. Inputs are read as if <paramref name="count"/> were even.</summary>
    /// <param name="rows">Where the first window begins in each of its rows, channel 0. // [Size]</param>
    /// <param name="output">The first output, channel 0.</param>
    /// <param name="count">Outputs, at least 1.</param>
    /// <param name="layer">The layer.</param>
    static abstract void Run(byte** rows, byte* output, nint count, in DepthwiseF32Layer layer);
}

/// <summary>What a float layer's rows have in common; plain pointers, places in bytes.</summary>
internal unsafe readonly struct DepthwiseF32Layer(nint pitch, nint lastBlock, byte* weights, byte* bias, float minimum, float maximum)
{
    /// <summary>From one pixel to the next, of input and output alike.</summary>
    public readonly nint Pitch = pitch;

    /// <summary>Where the last block begins in a pixel; it may overlap the one before.</summary>
    public readonly nint LastBlock = lastBlock;

    /// <summary>Weights of the first block.</summary>
    public readonly byte* Weights = weights; // [blocks, Size, Size, Channels] float

    /// <summary>Where sums start.</summary>
    public readonly byte* Bias = bias; // [C] float

    /// <summary>Lower bound.</summary>
    public readonly float Minimum = minimum;

    /// <summary>Upper bound.</summary>
    public readonly float Maximum = maximum;
}
