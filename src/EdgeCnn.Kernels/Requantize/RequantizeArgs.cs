namespace EdgeCnn.Kernels.Requantize;

/// <summary>How the int32 sums of a layer become 8-bit codes; see README.md beside this file for the rule.</summary>
public readonly ref struct RequantizeArgs
{
    /// <summary>Channels that kernels take at once.</summary>
    public const int ChannelBlock = 4;

    /// <summary>Added to the sum of each channel: bias − zeroPoint(input)·Σ weights. Padded to a multiple of <see cref="ChannelBlock"/>.</summary>
    public required ReadOnlySpan<int> Bias { get; init; } // [N, padded]

    /// <summary>(s_x·s_w)/s_y of each channel, in float32 and in this order. Padded to a multiple of <see cref="ChannelBlock"/>.</summary>
    public required ReadOnlySpan<float> Multiplier { get; init; } // [N, padded]

    /// <summary>The output's zero point as a number: 0..255 unsigned, −128..127 signed.</summary>
    public required int ZeroPoint { get; init; }

    /// <summary>Lowest output code; the type's, or higher for an activation such as ReLU.</summary>
    public required int Minimum { get; init; }

    /// <summary>Highest output code.</summary>
    public required int Maximum { get; init; }

    /// <summary>Elements that <see cref="Bias"/> and <see cref="Multiplier"/> need for so many channels.</summary>
    public static int Padded(int channels) => checked((channels + ChannelBlock - 1) / ChannelBlock * ChannelBlock);

    /// <summary>Throws unless there are parameters for so many channels.</summary>
    internal void Check(int channels, string kernel)
    {
        int padded = Padded(channels);
        if (Bias.Length < padded || Multiplier.Length < padded)
            throw new ArgumentException($"{kernel}: bias and multiplier need {padded} elements, got {Bias.Length} and {Multiplier.Length}.");
    }
}
