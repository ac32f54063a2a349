using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Gradients;

/// <summary>The derivative of one convolution of one picture with respect to its weights, added to a sum over pictures.</summary>
public readonly ref struct WeightGradientArgs
{
    /// <summary>What the convolution was given.</summary>
    public required ReadOnlySpan<float> Input { get; init; } // [H, W, C]

    /// <summary>Where its patches lie.</summary>
    public required PatchGrid Grid { get; init; }

    /// <summary>The derivative with respect to what it gave.</summary>
    public required ReadOnlySpan<float> OutputGradient { get; init; } // [OH, OW, N]

    /// <summary>Output channels.</summary>
    public required int N { get; init; }

    /// <summary>Added to.</summary>
    public required Span<float> Sum { get; init; } // [KH, KW, C, N]

    /// <summary>Working memory of at least <see cref="WeightGradientKernel.ScratchFloats"/> elements.</summary>
    public required Span<float> Scratch { get; init; }

    /// <summary>Creates arguments.</summary>
    public WeightGradientArgs()
    {
    }
}
