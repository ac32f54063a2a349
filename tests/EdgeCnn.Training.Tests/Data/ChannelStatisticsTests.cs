using EdgeCnn.Imaging;
using EdgeCnn.Training.Data;

namespace EdgeCnn.Training.Tests.Data;

public sealed class ChannelStatisticsTests
{
    [Theory]
    [InlineData(PixelFormat.Gray8)]
    [InlineData(PixelFormat.Rgb24)]
    [InlineData(PixelFormat.Bgr24)]
    [InlineData(PixelFormat.Rgba32)]
    public void Add_Pictures_MatchesTheFormula(PixelFormat format)
    {
        int bytes = format.BytesPerPixel();
        byte[] first = new byte[7 * 3 * bytes], second = new byte[4 * 4 * bytes];
        new Random(1).NextBytes(first);
        new Random(2).NextBytes(second);
        ChannelStatistics a = new(), b = new();
        a.Add(new Image(7, 3, format, first).View);
        b.Add(new Image(4, 4, format, second).View);
        a.Add(b);
        int channels = bytes == 1 ? 1 : 3;
        Assert.Equal((37, channels), (a.Pixels, a.Mean.Length));
        for (int channel = 0; channel < channels; channel++)
        {
            int place = format == PixelFormat.Bgr24 ? 2 - channel : channel;
            double[] values = [.. first.Concat(second).Where((_, i) => i % bytes == place).Select(value => value / 255.0)];
            double mean = values.Average();
            Assert.Equal(mean, a.Mean[channel], 12);
            Assert.Equal(Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), a.Std[channel], 12);
        }
    }

    [Fact]
    public void Add_GreyAmongColours_CountsInEachChannel()
    {
        ChannelStatistics pixels = new();
        pixels.Add(new Image(1, 1, PixelFormat.Gray8, [255]).View);
        pixels.Add(new Image(1, 1, PixelFormat.Rgb24, [0, 255, 51]).View);
        Assert.Equal([0.5, 1, 0.6], pixels.Mean.Select(mean => Math.Round(mean, 12)));
    }
}
