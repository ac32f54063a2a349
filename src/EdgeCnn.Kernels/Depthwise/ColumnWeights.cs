namespace EdgeCnn.Kernels.Depthwise;

/// <summary>The order of 3x3 weights for kernels that multiply a column of taps at once.</summary>
internal static class ColumnWeights
{
    /// <summary>Taps a channel in a column; the fourth weight is 0.</summary>
    public const int Taps = 4;

    /// <summary>packed[kw, channel, kh] = taps[kh, kw, channel], 0 for the fourth row.</summary>
    /// <param name="taps">[3, 3, channels]</param>
    /// <param name="channels">Channels.</param>
    /// <param name="packed">[3, channels, 4]</param>
    public static void Pack(ReadOnlySpan<sbyte> taps, int channels, Span<sbyte> packed)
    {
        for (int kw = 0, to = 0; kw < 3; kw++)
        {
            for (int c = 0; c < channels; c++)
            {
                for (int kh = 0; kh < Taps; kh++, to++)
                    packed[to] = kh < 3 ? taps[(((kh * 3) + kw) * channels) + c] : (sbyte)0;
            }
        }
    }
}
