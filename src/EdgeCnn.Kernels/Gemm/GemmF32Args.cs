namespace EdgeCnn.Kernels.Gemm;

/// <summary>One float32 convolution or matrix product.</summary>
public readonly ref struct GemmF32Args
{
    /// <summary>The tensor whose patches are A's rows.</summary>
    public required ReadOnlySpan<float> Input { get; init; } // [H, W, C]

    /// <summary>Where the patches lie.</summary>
    public required PatchGrid Grid { get; init; }

    /// <summary>Weights in the set's float format.</summary>
    public required ReadOnlySpan<float> PackedWeights { get; init; } // [N / Nr, K, Nr]

    /// <summary>Added to each row, or empty.</summary>
    public ReadOnlySpan<float> Bias { get; init; } // [N]

    /// <summary>Lower bound of the result, applied after the bias.</summary>
    public float Minimum { get; init; } = float.NegativeInfinity;

    /// <summary>Upper bound of the result, applied after the bias.</summary>
    public float Maximum { get; init; } = float.PositiveInfinity;

    /// <summary>True to add to what the output holds instead of replacing it.</summary>
    public bool Accumulate { get; init; }

    /// <summary>The result.</summary>
    public required Span<float> Output { get; init; } // [OH, OW, N]

    /// <summary>Output channels.</summary>
    public required int N { get; init; }

    /// <summary>Working memory of at least <see cref="GemmFormat.ScratchBytes"/> bytes.</summary>
    public required Span<byte> Scratch { get; init; }

    /// <summary>Creates arguments without bounds, bias or accumulation.</summary>
    public GemmF32Args()
    {
    }
}
