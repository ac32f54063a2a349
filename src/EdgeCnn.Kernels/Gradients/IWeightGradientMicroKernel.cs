namespace EdgeCnn.Kernels.Gradients;

/// <summary>A tile of a weight gradient: Mr neighbouring weights of an input run by Nr output channels, summed over all output pixels.</summary>
internal unsafe interface IWeightGradientMicroKernel
{
    /// <summary>The name that reports print.</summary>
    static abstract string Name { get; }

    /// <summary>True if this processor has the instructions.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Weights of a tile: neighbours in the input, so one channel or one column further.</summary>
    static abstract int Mr { get; }

    /// <summary>Output channels of a tile.</summary>
    static abstract int Nr { get; }

    /// <summary>sum[i, j] += Σ x[pixel + i]·dy[pixel, j], pixels in ascending order, one fused multiply-add each.</summary>
    static abstract void Run(in WeightGradientTile tile);
}
