using EdgeCnn.Kernels.Elementwise;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.Gemm;

/// <summary>One int8 convolution or matrix product with requantized output.</summary>
public readonly ref struct LinearInt8Args
{
    /// <summary>Activation codes in the set's <see cref="ActivationSign"/>.</summary>
    public required ReadOnlySpan<byte> Input { get; init; } // [H, W, C]

    /// <summary>Where the patches lie.</summary>
    public required PatchGrid Grid { get; init; }

    /// <summary>The input's zero point as a code: what a tap outside the input reads.</summary>
    public required byte InputZeroPoint { get; init; }

    /// <summary>Weights as <see cref="LinearInt8Kernel.Pack"/> of the same kernel gave them.</summary>
    public required ReadOnlySpan<sbyte> PackedWeights { get; init; }

    /// <summary>How sums become output codes.</summary>
    public required RequantizeArgs Requantize { get; init; }

    /// <summary>What is added to the codes, by the rule of Add.</summary>
    public CodeSum Sum { get; init; }

    /// <summary>Output codes.</summary>
    public required Span<byte> Output { get; init; } // [OH, OW, N]

    /// <summary>Output channels.</summary>
    public required int N { get; init; }

    /// <summary>Working memory of at least <see cref="LinearInt8Kernel.ScratchBytes"/> bytes; parts that run at once need one each.</summary>
    public required Span<byte> Scratch { get; init; }

    /// <summary>The share of the output to compute.</summary>
    public WorkPart Part { get; init; } = WorkPart.Whole;

    /// <summary>Creates arguments for the whole output.</summary>
    public LinearInt8Args()
    {
    }
}
