using System.Numerics;

namespace EdgeCnn.Training.Layers;

/// <summary>Sums over pixels for each channel.</summary>
/// <remarks>Exactness: each channel has four partial sums, of pixels 4i, 4i + 1, …, added up at the end in the order (0 + 1) + (2 + 3), whatever a register's width.</remarks>
internal static class ChannelSums
{
    /// <summary>sums[c] += Σ x[pixel, c]</summary>
    public static void Add(ReadOnlySpan<float> x, Span<float> sums)
    {
        int channels = sums.Length, c = 0;
        for (; c <= channels - Vector<float>.Count; c += Vector<float>.Count)
        {
            Vector<float> s0 = default, s1 = default, s2 = default, s3 = default;
            int at = c;
            for (; at + (3 * channels) < x.Length; at += 4 * channels)
            {
                s0 += new Vector<float>(x[at..]);
                s1 += new Vector<float>(x[(at + channels)..]);
                s2 += new Vector<float>(x[(at + (2 * channels))..]);
                s3 += new Vector<float>(x[(at + (3 * channels))..]);
            }

            // At most three pixels are left, one for each sum.
            if (at < x.Length)
                s0 += new Vector<float>(x[at..]);
            if (at + channels < x.Length)
                s1 += new Vector<float>(x[(at + channels)..]);
            if (at + (2 * channels) < x.Length)
                s2 += new Vector<float>(x[(at + (2 * channels))..]);
            (new Vector<float>(sums[c..]) + (s0 + s1 + (s2 + s3))).CopyTo(sums[c..]);
        }

        Span<float> s = stackalloc float[4];
        for (; c < channels; c++)
        {
            s.Clear();
            for (int at = c, pixel = 0; at < x.Length; at += channels, pixel++)
                s[pixel & 3] += x[at];
            sums[c] += s[0] + s[1] + (s[2] + s[3]);
        }
    }
}
