
namespace EdgeCnn.Training.Layers;

/// <summary>Mean and sum of squared deviations of each channel, or sums of two kinds, over blocks of pixels.</summary>
/// <remarks>Sums over a block are floats, over blocks doubles. Source: Chan et al. 1983, "Algorithms for Computing the Sample Variance", (2.1).</remarks>
internal sealed class ChannelMoments(int channels)
{
    private readonly float[] first = new float[channels];
    private readonly float[] second = new float[channels];
    private readonly PartialSums firstSums = new(channels);
    private readonly PartialSums secondSums = new(channels);

    /// <summary>Pixels.</summary>
    public long Count { get; private set; }

    /// <summary>Mean of each channel, or its first sum.</summary>
    public double[] Means { get; } = new double[channels];

    /// <summary>Sum of squared deviations from the mean, or second sum.</summary>
    public double[] Squares { get; } = new double[channels];

    public void Clear()
    {
        Count = 0;
        Array.Clear(Means);
        Array.Clear(Squares);
    }

    /// <summary>Takes a block's values into mean and deviations.</summary>
    public void AddBlock(ReadOnlySpan<float> x)
    {
        int pixels = x.Length / channels;
        Array.Clear(first);
        Array.Clear(second);
        ChannelSums.Add(x, first);
        for (int c = 0; c < channels; c++)
            first[c] /= pixels;
        ChannelLines.AddSquares(x, first, second);
        for (int c = 0; c < channels; c++)
            Merge(c, pixels, first[c], second[c]);
        Count += pixels;
    }

    /// <summary>Takes another's mean and deviations.</summary>
    public void Merge(ChannelMoments other)
    {
        if (other.Count == 0)
            return;
        for (int c = 0; c < channels; c++)
            Merge(c, other.Count, other.Means[c], other.Squares[c]);
        Count += other.Count;
    }

    /// <summary>Masks dy by an activation, adds Σ dy to the first sums and Σ dy·(x − mean) to the second.</summary>
    public void AddProducts(ReadOnlySpan<float> x, ReadOnlySpan<float> mean, ReadOnlySpan<float> y, (float Low, float High) bounds, Span<float> dy)
    {
        firstSums.Clear();
        secondSums.Clear();
        ChannelLines.MaskAndAddProducts(x, mean, y, bounds, dy, firstSums, secondSums);
        for (int c = 0; c < channels; c++)
        {
            Means[c] += firstSums.Total(c);
            Squares[c] += secondSums.Total(c);
        }
    }

    /// <summary>Adds another's sums.</summary>
    public void Sum(ChannelMoments other)
    {
        for (int c = 0; c < channels; c++)
        {
            Means[c] += other.Means[c];
            Squares[c] += other.Squares[c];
        }
    }

    private void Merge(int c, long pixels, double mean, double squares)
    {
        double difference = mean - Means[c], all = Count + pixels;
        Means[c] += difference * pixels / all;
        Squares[c] += squares + (difference * difference * Count * pixels / all);
    }
}
