namespace EdgeCnn.Kernels.Gemm;

/// <summary>An integer layer whose weights the packed kernels do not take: any 8-bit type, any zero points.</summary>
public sealed class PlainLinearArgs
{
    /// <summary>Where the patches of one image lie.</summary>
    public required PatchGrid Grid { get; init; }

    /// <summary>Output channels.</summary>
    public required int N { get; init; }

    /// <summary>True if each output channel reads the input channel of its own number only.</summary>
    public required bool IsDepthwise { get; init; }

    /// <summary>The form of the input's codes.</summary>
    public required ActivationSign Sign { get; init; }

    /// <summary>The code that means 0; padding.</summary>
    public required int InputZeroPoint { get; init; }

    /// <summary>code − zero point of each weight.</summary>
    public required short[] Weights { get; init; } // [N, KH, KW, C], depthwise [KH, KW, N]

    /// <summary>Added to each sum.</summary>
    public required int[] Bias { get; init; } // [N]
}
