using System.Numerics;

namespace EdgeCnn.Training.Layers;

/// <summary>Work on pixels with one number for each channel.</summary>
/// <remarks>
/// What is kept for the whole batch comes from the memory, so it is read in its order, not channel by channel.
/// Exactness: squares are summed as in <see cref="ChannelSums"/>, products as it is said there; everything else is element by element.
/// </remarks>
internal static class ChannelLines
{
    /// <summary>y = scale·x + shift, within bounds.</summary>
    public static void Apply(ReadOnlySpan<float> x, ReadOnlySpan<float> scale, ReadOnlySpan<float> shift, float low, float high, Span<float> y)
    {
        int channels = scale.Length;
        Vector<float> lows = new(low), highs = new(high);
        for (int at = 0; at < x.Length; at += channels)
        {
            ReadOnlySpan<float> from = x.Slice(at, channels);
            Span<float> to = y.Slice(at, channels);
            int c = 0;
            for (; c <= channels - Vector<float>.Count; c += Vector<float>.Count)
                Vector.Min(highs, Vector.Max(lows, (At(from, c) * At(scale, c)) + At(shift, c))).CopyTo(to[c..]);
            for (; c < channels; c++)
                to[c] = Math.Min(high, Math.Max(low, (from[c] * scale[c]) + shift[c]));
        }
    }

    /// <summary>dx = scale·((dy − meanGradient) − (x − mean)·slope)</summary>
    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, ReadOnlySpan<float> mean, ReadOnlySpan<float> scale, ReadOnlySpan<float> meanGradient, ReadOnlySpan<float> slope, Span<float> dx)
    {
        int channels = scale.Length;
        for (int at = 0; at < x.Length; at += channels)
        {
            ReadOnlySpan<float> from = x.Slice(at, channels), gradient = dy.Slice(at, channels);
            Span<float> to = dx.Slice(at, channels);
            int c = 0;
            for (; c <= channels - Vector<float>.Count; c += Vector<float>.Count)
                (At(scale, c) * (At(gradient, c) - At(meanGradient, c) - ((At(from, c) - At(mean, c)) * At(slope, c)))).CopyTo(to[c..]);
            for (; c < channels; c++)
                to[c] = scale[c] * (gradient[c] - meanGradient[c] - ((from[c] - mean[c]) * slope[c]));
        }
    }

    /// <summary>dx = scale·dy where y is within an activation's bounds, else 0.</summary>
    public static void MaskAndScale(ReadOnlySpan<float> y, (float Low, float High) bounds, ReadOnlySpan<float> dy, ReadOnlySpan<float> scale, Span<float> dx)
    {
        int channels = scale.Length;
        for (int at = 0; at < y.Length; at += channels)
        {
            for (int c = 0; c < channels; c++)
                dx[at + c] = y[at + c] > bounds.Low && y[at + c] < bounds.High ? scale[c] * dy[at + c] : 0f;
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
    public static void MaskAndAddProducts(ReadOnlySpan<float> x, ReadOnlySpan<float> mean, ReadOnlySpan<float> y, (float Low, float High) bounds, Span<float> dy, PartialSums first, PartialSums second)
    {
        int channels = mean.Length;
        Vector<float> low = new(bounds.Low), high = new(bounds.High);
        for (int at = 0, pixel = 0; at < x.Length; at += channels, pixel++)
        {
            ReadOnlySpan<float> from = x.Slice(at, channels), value = y.Slice(at, channels);
            Span<float> gradient = dy.Slice(at, channels), f = first.Of(pixel), s = second.Of(pixel);
            int c = 0;
            for (; c <= channels - Vector<float>.Count; c += Vector<float>.Count)
            {
                Vector<float> v = At(value, c), d = At(gradient, c) & Vector.AsVectorSingle(Vector.GreaterThan(v, low) & Vector.LessThan(v, high));
                d.CopyTo(gradient[c..]);
                (At(f, c) + d).CopyTo(f[c..]);
                (At(s, c) + ((At(from, c) - At(mean, c)) * d)).CopyTo(s[c..]);
            }

            for (; c < channels; c++)
            {
                float d = gradient[c] = value[c] > bounds.Low && value[c] < bounds.High ? gradient[c] : 0f;
                f[c] += d;
                s[c] += (from[c] - mean[c]) * d;
            }
        }
    }

    private static Vector<float> At(ReadOnlySpan<float> values, int c) => new(values[c..]);

    private static Vector<float> Square(ReadOnlySpan<float> x, Vector<float> mean, int at)
    {
        var deviation = new Vector<float>(x[at..]) - mean;
        return deviation * deviation;
    }
}
