namespace EdgeCnn.Kernels.Pixels;

/// <summary>Bilinear resizing of one row of 8-bit pixels with interleaved channels.</summary>
public static class ResizeBilinear
{
    /// <summary>Mixes two source rows and, along them, neighbouring pixels.</summary>
    /// <remarks>Exactness: ((256−v)·((256−u)·a + u·b) + v·((256−u)·c + u·d) + 2¹⁵) / 2¹⁶, in integers.</remarks>
    /// <param name="above">The upper source row.</param>
    /// <param name="below">The lower source row.</param>
    /// <param name="weightBelow">The lower row's weight, in 1/256.</param>
    /// <param name="columns">The columns' plan.</param>
    /// <param name="channels">Bytes of a pixel.</param>
    /// <param name="output">[columns, channels]</param>
    public static void Row(ReadOnlySpan<byte> above, ReadOnlySpan<byte> below, int weightBelow, ResizeAxis columns, int channels, Span<byte> output)
    {
        for (int x = 0, to = 0; x < columns.First.Length; x++)
        {
            int left = columns.First[x] * channels, right = columns.Second[x] * channels, u = columns.Weight[x];
            for (int c = 0; c < channels; c++, to++)
            {
                int upper = ((256 - u) * above[left + c]) + (u * above[right + c]);
                int lower = ((256 - u) * below[left + c]) + (u * below[right + c]);
                output[to] = (byte)((((256 - weightBelow) * upper) + (weightBelow * lower) + (1 << 15)) >> 16);
            }
        }
    }
}
