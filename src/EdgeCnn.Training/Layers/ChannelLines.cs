using System.Numerics;

namespace EdgeCnn.Training.Layers;

/// <summary>Work on pixels with one number for each channel.</summary>
/// <remarks>Exactness: sums are made as in <see cref="ChannelSums"/>; everything else is element by element.</remarks>
internal static class ChannelLines
{
    /// <summary>y = scale·x + shift, within bounds.</summary>
    public static void Apply(ReadOnlySpan<float> x, ReadOnlySpan<float> scale, ReadOnlySpan<float> shift, float low, float high, Span<float> y)
    {
        int channels = scale.Length, c = 0;
        Vector<float> lows = new(low), highs = new(high);
        for (; c <= channels - Vector<float>.Count; c += Vector<float>.Count)
        {
            Vector<float> a = new(scale[c..]), b = new(shift[c..]);
            for (int at = c; at < x.Length; at += channels)
                Vector.Min(highs, Vector.Max(lows, (new Vector<float>(x[at..]) * a) + b)).CopyTo(y[at..]);
        }

        for (; c < channels; c++)
        {
            for (int at = c; at < x.Length; at += channels)
                y[at] = Math.Min(high, Math.Max(low, (x[at] * scale[c]) + shift[c]));
        }
    }

    /// <summary>dx = scale·((dy − meanGradient) − (x − mean)·slope)</summary>
    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, ReadOnlySpan<float> mean, ReadOnlySpan<float> scale, ReadOnlySpan<float> meanGradient, ReadOnlySpan<float> slope, Span<float> dx)
    {
        int channels = scale.Length, c = 0;
        for (; c <= channels - Vector<float>.Count; c += Vector<float>.Count)
        {
            Vector<float> m = new(mean[c..]), s = new(scale[c..]), g = new(meanGradient[c..]), k = new(slope[c..]);
            for (int at = c; at < x.Length; at += channels)
                (s * (new Vector<float>(dy[at..]) - g - ((new Vector<float>(x[at..]) - m) * k))).CopyTo(dx[at..]);
        }

        for (; c < channels; c++)
        {
            for (int at = c; at < x.Length; at += channels)
                dx[at] = scale[c] * (dy[at] - meanGradient[c] - ((x[at] - mean[c]) * slope[c]));
        }
    }

    /// <summary>sums[c] += Σ (x − mean)²</summary>
    public static void AddSquares(ReadOnlySpan<float> x, ReadOnlySpan<float> mean, Span<float> sums) => AddProducts(x, mean, [], sums);

    /// <summary>sums[c] += Σ (x − mean)·dy; without dy, Σ (x − mean)²</summary>
    public static void AddProducts(ReadOnlySpan<float> x, ReadOnlySpan<float> mean, ReadOnlySpan<float> dy, Span<float> sums)
    {
        int channels = sums.Length, c = 0;
        for (; c <= channels - Vector<float>.Count; c += Vector<float>.Count)
        {
            Vector<float> s0 = default, s1 = default, s2 = default, s3 = default, m = new(mean[c..]);
            int at = c;
            for (; at + (3 * channels) < x.Length; at += 4 * channels)
            {
                s0 += Product(x, m, dy, at);
                s1 += Product(x, m, dy, at + channels);
                s2 += Product(x, m, dy, at + (2 * channels));
                s3 += Product(x, m, dy, at + (3 * channels));
            }

            if (at < x.Length)
                s0 += Product(x, m, dy, at);
            if (at + channels < x.Length)
                s1 += Product(x, m, dy, at + channels);
            if (at + (2 * channels) < x.Length)
                s2 += Product(x, m, dy, at + (2 * channels));
            (new Vector<float>(sums[c..]) + (s0 + s1 + (s2 + s3))).CopyTo(sums[c..]);
        }

        Span<float> s = stackalloc float[4];
        for (; c < channels; c++)
        {
            s.Clear();
            for (int at = c, pixel = 0; at < x.Length; at += channels, pixel++)
                s[pixel & 3] += (x[at] - mean[c]) * (dy.IsEmpty ? x[at] - mean[c] : dy[at]);
            sums[c] += s[0] + s[1] + (s[2] + s[3]);
        }
    }

    private static Vector<float> Product(ReadOnlySpan<float> x, Vector<float> mean, ReadOnlySpan<float> dy, int at)
    {
        var deviation = new Vector<float>(x[at..]) - mean;
        return deviation * (dy.IsEmpty ? deviation : new Vector<float>(dy[at..]));
    }
}
