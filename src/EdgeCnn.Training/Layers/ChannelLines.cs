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
    public static void AddSquares(ReadOnlySpan<float> x, ReadOnlySpan<float> mean, Span<float> sums)
    {
        int channels = sums.Length, c = 0;
        for (; c <= channels - Vector<float>.Count; c += Vector<float>.Count)
        {
            Vector<float> s0 = default, s1 = default, s2 = default, s3 = default, m = new(mean[c..]);
            int at = c;
            for (; at + (3 * channels) < x.Length; at += 4 * channels)
            {
                s0 += Square(x, m, at);
                s1 += Square(x, m, at + channels);
                s2 += Square(x, m, at + (2 * channels));
                s3 += Square(x, m, at + (3 * channels));
            }

            if (at < x.Length)
                s0 += Square(x, m, at);
            if (at + channels < x.Length)
                s1 += Square(x, m, at + channels);
            if (at + (2 * channels) < x.Length)
                s2 += Square(x, m, at + (2 * channels));
            (new Vector<float>(sums[c..]) + (s0 + s1 + (s2 + s3))).CopyTo(sums[c..]);
        }

        Span<float> s = stackalloc float[4];
        for (; c < channels; c++)
        {
            s.Clear();
            for (int at = c, pixel = 0; at < x.Length; at += channels, pixel++)
                s[pixel & 3] += (x[at] - mean[c]) * (x[at] - mean[c]);
            sums[c] += s[0] + s[1] + (s[2] + s[3]);
        }
    }

    /// <summary>Masks dy by an activation, then first[c] += Σ dy and second[c] += Σ (x − mean)·dy, in one pass over the memory.</summary>
    /// <remarks>Exactness: two partial sums, of even and odd pixels, added up at the end.</remarks>
    public static void MaskAndAddProducts(ReadOnlySpan<float> x, ReadOnlySpan<float> mean, ReadOnlySpan<float> y, (float Low, float High) bounds, Span<float> dy, Span<float> first, Span<float> second)
    {
        int channels = mean.Length, c = 0;
        Vector<float> low = new(bounds.Low), high = new(bounds.High);
        for (; c <= channels - Vector<float>.Count; c += Vector<float>.Count)
        {
            Vector<float> f0 = default, f1 = default, s0 = default, s1 = default, m = new(mean[c..]);
            int at = c;
            for (; at + channels < x.Length; at += 2 * channels)
            {
                Vector<float> a = Masked(y, low, high, dy, at), b = Masked(y, low, high, dy, at + channels);
                f0 += a;
                f1 += b;
                s0 += (new Vector<float>(x[at..]) - m) * a;
                s1 += (new Vector<float>(x[(at + channels)..]) - m) * b;
            }

            if (at < x.Length)
            {
                Vector<float> a = Masked(y, low, high, dy, at);
                f0 += a;
                s0 += (new Vector<float>(x[at..]) - m) * a;
            }

            (new Vector<float>(first[c..]) + (f0 + f1)).CopyTo(first[c..]);
            (new Vector<float>(second[c..]) + (s0 + s1)).CopyTo(second[c..]);
        }

        Span<float> f = stackalloc float[2], s = stackalloc float[2];
        for (; c < channels; c++)
        {
            f.Clear();
            s.Clear();
            for (int at = c, pixel = 0; at < x.Length; at += channels, pixel++)
            {
                float d = dy[at] = y[at] > bounds.Low && y[at] < bounds.High ? dy[at] : 0f;
                f[pixel & 1] += d;
                s[pixel & 1] += (x[at] - mean[c]) * d;
            }

            first[c] += f[0] + f[1];
            second[c] += s[0] + s[1];
        }
    }

    private static Vector<float> Square(ReadOnlySpan<float> x, Vector<float> mean, int at)
    {
        var deviation = new Vector<float>(x[at..]) - mean;
        return deviation * deviation;
    }

    private static Vector<float> Masked(ReadOnlySpan<float> y, Vector<float> low, Vector<float> high, Span<float> dy, int at)
    {
        var value = new Vector<float>(y[at..]);
        var gradient = new Vector<float>(dy[at..]) & Vector.AsVectorSingle(Vector.GreaterThan(value, low) & Vector.LessThan(value, high));
        gradient.CopyTo(dy[at..]);
        return gradient;
    }
}
