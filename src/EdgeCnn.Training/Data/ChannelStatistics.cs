using EdgeCnn.Graph;
using EdgeCnn.Imaging;

namespace EdgeCnn.Training.Data;

/// <summary>Mean and standard deviation of the pixels of pictures, in units of 0..1; for colours of each channel.</summary>
/// <remarks>
/// Sums are whole numbers, so the order of pictures, and so the number of threads, makes no difference. Every pixel weighs the same, so a large picture counts
/// for more. A grey picture among colours counts in each channel; alpha has no effect.
/// </remarks>
public sealed class ChannelStatistics
{
    private readonly long[] sums = new long[3];
    private readonly Int128[] squares = new Int128[3];

    /// <summary>Pixels so far.</summary>
    public long Pixels { get; private set; }

    /// <summary>Whether a picture with colours was among them.</summary>
    public bool HasColours { get; private set; }

    /// <summary>The mean of each channel: one if there was nothing but grey, else red, green, blue.</summary>
    public double[] Mean => [.. Enumerable.Range(0, Channels).Select(MeanOf)];

    /// <summary>The standard deviation of each channel, of the population.</summary>
    public double[] Std => [.. Enumerable.Range(0, Channels).Select(channel => Math.Sqrt(Math.Max(0, ((double)squares[channel] / Pixels / (255.0 * 255.0)) - (MeanOf(channel) * MeanOf(channel)))))];

    private int Channels => HasColours ? 3 : 1;

    /// <summary>Looks at pictures on several threads.</summary>
    /// <param name="count">How many.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <param name="look">Gets the number of a picture, and where to count it.</param>
    /// <exception cref="EdgeCnnException">What a look threw.</exception>
    internal static ChannelStatistics Gather(int count, ParallelOptions options, Action<int, ChannelStatistics> look)
    {
        var all = new ChannelStatistics();
        try
        {
            Parallel.For(0, count, options, () => new ChannelStatistics(), (i, _, own) =>
            {
                look(i, own);
                return own;
            }, own =>
            {
                lock (all)
                    all.Add(own);
            });
        }
        catch (AggregateException error) when (error.InnerExceptions.OfType<EdgeCnnException>().FirstOrDefault() is { } first)
        {
            throw new EdgeCnnException(first.Message, first.ExitCode, error);
        }

        return all;
    }

    /// <summary>Counts a picture of 8-bit grey, RGB, BGR or RGBA pixels.</summary>
    public void Add(ImageView picture)
    {
        int bytes = picture.Format.BytesPerPixel();
        Span<long> sum = stackalloc long[3], square = stackalloc long[3];
        sum.Clear();
        square.Clear();
        for (int y = 0; y < picture.Height; y++)
        {
            ReadOnlySpan<byte> row = picture.Row(y);
            for (int i = 0; i < row.Length; i += bytes)
            {
                for (int channel = 0; channel < Math.Min(bytes, 3); channel++)
                {
                    int value = row[i + channel];
                    sum[channel] += value;
                    square[channel] += value * value;
                }
            }
        }

        for (int channel = 0; channel < 3; channel++)
        {
            int from = bytes == 1 ? 0 : picture.Format == PixelFormat.Bgr24 ? 2 - channel : channel;
            sums[channel] += sum[from];
            squares[channel] += square[from];
        }

        Pixels += (long)picture.Width * picture.Height;
        HasColours |= bytes > 1;
    }

    /// <summary>Adds what another one has counted.</summary>
    public void Add(ChannelStatistics other)
    {
        for (int channel = 0; channel < 3; channel++)
        {
            sums[channel] += other.sums[channel];
            squares[channel] += other.squares[channel];
        }

        Pixels += other.Pixels;
        HasColours |= other.HasColours;
    }

    private double MeanOf(int channel) => (double)sums[channel] / Pixels / 255.0;
}
