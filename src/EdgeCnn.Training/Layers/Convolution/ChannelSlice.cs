namespace EdgeCnn.Training.Layers.Convolution;

/// <summary>Neighbouring channels of each pixel.</summary>
internal static class ChannelSlice
{
    /// <summary>Copies <paramref name="count"/> channels from <paramref name="first"/> on.</summary>
    public static void Take(ReadOnlySpan<float> pixels, int channels, int first, int count, Span<float> slice)
    {
        for (int at = first, to = 0; at < pixels.Length; at += channels, to += count)
            pixels.Slice(at, count).CopyTo(slice[to..]);
    }

    /// <summary>Copies them back.</summary>
    public static void Put(ReadOnlySpan<float> slice, int count, Span<float> pixels, int channels, int first)
    {
        for (int at = first, from = 0; at < pixels.Length; at += channels, from += count)
            slice.Slice(from, count).CopyTo(pixels[at..]);
    }
}
