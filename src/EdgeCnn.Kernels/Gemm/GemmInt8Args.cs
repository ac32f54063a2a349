using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.Gemm;

/// <summary>One int8 convolution or matrix product with requantized output.</summary>
public readonly ref struct GemmInt8Args
{
    /// <summary>Activation codes in the set's <see cref="ActivationSign"/>.</summary>
    public required ReadOnlySpan<byte> Input { get; init; } // [H, W, C]

    /// <summary>Where the patches lie.</summary>
    public required PatchGrid Grid { get; init; }

    /// <summary>The input's zero point as a code: what a tap outside the input reads.</summary>
    public required byte InputZeroPoint { get; init; }

    /// <summary>Weights in the set's int8 format.</summary>
    public required ReadOnlySpan<sbyte> PackedWeights { get; init; } // [N / Nr, K / KGroup, Nr, KGroup]

    /// <summary>True if a weight is −128, which not every kernel may pair in 16 bits.</summary>
    public bool WeightsHoldMinimum { get; init; }

    /// <summary>How sums become output codes.</summary>
    public required RequantizeArgs Requantize { get; init; }

    /// <summary>Output codes.</summary>
    public required Span<byte> Output { get; init; } // [OH, OW, N]

    /// <summary>Output channels.</summary>
    public required int N { get; init; }

    /// <summary>Working memory of at least <see cref="GemmFormat.ScratchBytes"/> bytes.</summary>
    public required Span<byte> Scratch { get; init; }
}
