using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.Depthwise;

/// <summary>Outputs of codes side by side, all channels, exact sums, requantized.</summary>
internal unsafe interface IDepthwiseInt8MicroKernel : IDepthwiseMicroKernel
{
    /// <summary>The form of the codes.</summary>
    static abstract ActivationSign Sign { get; }

    /// <summary>True if weights may be −128.</summary>
    static abstract bool TakesMinimum { get; }

    /// <summary>Elements of a packed block.</summary>
    static abstract int PackedBlock { get; }

    /// <summary>Brings a block's weights into the kernel's order.</summary>
    /// <param name="taps">[Size, Size, Channels]</param>
    /// <param name="packed">Receives <see cref="PackedBlock"/> elements.</param>
    static abstract void Pack(ReadOnlySpan<sbyte> taps, Span<sbyte> packed);

    /// <summary>Computes outputs that lie side by side. Inputs are read as if <paramref name="count"/> were even.</summary>
    /// <param name="rows">Where the first window begins in each of its rows, channel 0. // [Size]</param>
    /// <param name="output">The first output, channel 0.</param>
    /// <param name="count">Outputs, at least 1.</param>
    /// <param name="layer">The layer.</param>
    static abstract void Run(byte** rows, byte* output, nint count, in DepthwiseInt8Layer layer);
}

/// <summary>What an integer layer's rows have in common; plain pointers.</summary>
internal unsafe readonly struct DepthwiseInt8Layer(nint pitch, nint lastBlock, sbyte* weights, int* bias, float* multiplier, CodeRange* range)
{
    /// <summary>Bytes from one pixel to the next, of input and output alike.</summary>
    public readonly nint Pitch = pitch;

    /// <summary>Where the last block begins in a pixel; it may overlap the one before.</summary>
    public readonly nint LastBlock = lastBlock;

    /// <summary>Weights of the first block, as packed.</summary>
    public readonly sbyte* Weights = weights;

    /// <summary>Where sums start.</summary>
    public readonly int* Bias = bias; // [C]

    /// <summary>Of each channel.</summary>
    public readonly float* Multiplier = multiplier; // [C]

    /// <summary>Zero point and bounds of the output.</summary>
    public readonly CodeRange* Range = range;
}
