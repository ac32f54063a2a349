namespace EdgeCnn.Kernels.Requantize;

/// <summary>How the int32 sums of a layer become 8-bit codes; see README.md beside this file for the rule.</summary>
public readonly ref struct RequantizeArgs
{
    /// <summary>Added to the sum of each channel: bias − zeroPoint(input)·Σ weights. Padded to a multiple of 4.</summary>
    public required ReadOnlySpan<int> Bias { get; init; } // [N rounded up to 4]

    /// <summary>(s_x·s_w)/s_y of each channel, in float32 and in this order. Padded to a multiple of 4.</summary>
    public required ReadOnlySpan<float> Multiplier { get; init; } // [N rounded up to 4]

    /// <summary>The output's zero point as a number: 0..255 unsigned, −128..127 signed.</summary>
    public required int ZeroPoint { get; init; }

    /// <summary>Lowest output code; the type's, or higher for an activation such as ReLU.</summary>
    public required int Minimum { get; init; }

    /// <summary>Highest output code.</summary>
    public required int Maximum { get; init; }
}
