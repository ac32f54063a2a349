namespace EdgeCnn.Kernels.Gemm;

/// <summary>One float32 convolution or matrix product.</summary>
public readonly ref struct LinearF32Args
{
    /// <summary>The tensor whose patches are A's rows.</summary>
    public required ReadOnlySpan<float> Input { get; init; } // [H, W, C]

    /// <summary>Where the patches lie.</summary>
    public required PatchGrid Grid { get; init; }

    /// <summary>Weights as <see cref="LinearF32Kernel.Pack"/> of the same kernel gave them.</summary>
    public required ReadOnlySpan<float> PackedWeights { get; init; }

    /// <summary>Added to each row; empty counts as zero.</summary>
    public ReadOnlySpan<float> Bias { get; init; } // [N]

    /// <summary>Lower bound of the result, applied last.</summary>
    public float Minimum { get; init; } = float.NegativeInfinity;

    /// <summary>Upper bound of the result, applied last.</summary>
    public float Maximum { get; init; } = float.PositiveInfinity;

    /// <summary>Added behind the bias, or empty: the other branch of a residual block, or the output itself to accumulate.</summary>
    public ReadOnlySpan<float> Residual { get; init; } // [OH, OW, N]

    /// <summary>The result.</summary>
    public required Span<float> Output { get; init; } // [OH, OW, N]

    /// <summary>Output channels.</summary>
    public required int N { get; init; }

    /// <summary>Working memory of at least <see cref="LinearF32Kernel.ScratchBytes"/> bytes; parts that run at once need one each.</summary>
    public required Span<byte> Scratch { get; init; }

    /// <summary>The share of the output to compute.</summary>
    public WorkPart Part { get; init; } = WorkPart.Whole;

    /// <summary>Creates arguments without bounds, bias or residual.</summary>
    public LinearF32Args()
    {
    }
}
