namespace EdgeCnn.Kernels.Pixels;

/// <summary>
/// For each position along one axis of a resized picture: the samples of one component that it is made of and their weights, so that all
/// pixels of a row or column share the arithmetic. README.md has the rule.
/// </summary>
/// <remarks>Exactness: integer arithmetic throughout, so every processor gives the same bytes.</remarks>
public sealed class PixelAxis
{
    /// <summary>The sum of the weights of each position.</summary>
    public const int One = 256;

    /// <summary>Positions are planned in blocks of so many; those behind the last one have no weight.</summary>
    public const int Block = 16;

    /// <summary>Plans the axis.</summary>
    /// <param name="start">First pixel of the part of the picture that is resized.</param>
    /// <param name="length">Pixels of the part.</param>
    /// <param name="target">Positions of the result.</param>
    /// <param name="step">Pixels of the picture to a sample: 2 for chroma of half the density, else 1.</param>
    /// <param name="area">Whether a position that covers more than one sample is their mean; otherwise it is always two samples'.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive, the start is negative, or the step neither 1 nor 2.</exception>
    public PixelAxis(int start, int length, int target, int step, bool area)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(target);
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(step, 2);
        Size = target;
        Origin = start / step;
        Samples = ((start + length - 1) / step) - Origin + 1;
        int blocks = checked(target + Block - 1) / Block * Block, inside = start % step;
        First = new int[blocks];
        Count = new int[blocks];
        bool mean = area && length > (long)step * target;
        Taps = mean ? Math.Max(2, MeanTaps(inside, length, step)) : 2;
        Weights = new ushort[checked(blocks * Taps)];
        for (int t = 0; t < target; t++)
        {
            if (mean)
                SetMean(t, inside, length, step);
            else
                SetPair(t, inside, length, step);
        }
    }

    /// <summary>Positions of the result.</summary>
    public int Size { get; }

    /// <summary>The first sample of the component that any position may need.</summary>
    public int Origin { get; }

    /// <summary>Samples from <see cref="Origin"/> on that cover the part of the picture.</summary>
    public int Samples { get; }

    /// <summary>Weights of a position: 2, or a multiple of 4.</summary>
    public int Taps { get; }

    /// <summary>For each position the first sample with a weight, counted from <see cref="Origin"/>.</summary>
    public int[] First { get; } // [⌈Size / Block⌉·Block]

    /// <summary>For each position the samples from the first to the last with a weight.</summary>
    public int[] Count { get; } // [⌈Size / Block⌉·Block]

    /// <summary>The samples' weights in 1/256; zeros behind the last one.</summary>
    public ushort[] Weights { get; } // [⌈Size / Block⌉·Block, Taps]

    /// <summary>Samples that a row of sums must have for kernels to read all taps, those without weight too.</summary>
    public int Reach => Samples + Taps;

    /// <summary>The weights of one position.</summary>
    public ReadOnlySpan<ushort> WeightsOf(int position) => Weights.AsSpan(position * Taps, Taps);

    // A position covers length/(step·target) samples, and so touches at most two more than the whole ones; in fours.
    private int MeanTaps(int inside, int length, int step)
    {
        int most = 0;
        for (int t = 0; t < Size; t++)
        {
            var (first, last) = Covered(t, inside, length, step);
            most = Math.Max(most, last - first + 1);
        }

        return (most + 3) / 4 * 4;
    }

    private (int First, int Last) Covered(int t, int inside, int length, int step)
    {
        // The part begins inside the first sample; position t covers t·length/target to (t + 1)·length/target of it.
        long from = ((long)t * length) + ((long)inside * Size), end = from + length;
        return ((int)(from / ((long)step * Size)), (int)((end - 1) / ((long)step * Size)));
    }

    private void SetMean(int t, int inside, int length, int step)
    {
        var (first, last) = Covered(t, inside, length, step);
        Span<ushort> weights = Weights.AsSpan(t * Taps, Taps);
        int before = 0, count = 0;
        for (int s = first; s <= last; s++)
        {
            long covered = Math.Clamp(((((long)step * (s + 1)) - inside) * Size) - ((long)t * length), 0, length);
            int upTo = (int)(((2 * One * covered) + length) / (2L * length)), weight = upTo - before;
            before = upTo;
            if (count == 0 && weight == 0)
                continue;
            if (count == 0)
                First[t] = s;
            weights[count++] = (ushort)weight;
            if (weight != 0)
                Count[t] = count;
        }
    }

    private void SetPair(int t, int inside, int length, int step)
    {
        // In 1/256 of a sample, rounded to nearest; samples lie in the middle of what they cover.
        long wide = 2L * Size * step;
        long position = (((One * ((2L * Size * inside) + (((2L * t) + 1) * length))) + ((long)Size * step)) / wide) - (One / 2);
        position = Math.Clamp(position, 0, (Samples - 1) * (long)One);
        int weight = (int)(position & (One - 1));
        First[t] = (int)(position / One);
        Count[t] = weight == 0 ? 1 : 2;
        Weights[2 * t] = (ushort)(One - weight);
        Weights[(2 * t) + 1] = (ushort)weight;
    }
}
