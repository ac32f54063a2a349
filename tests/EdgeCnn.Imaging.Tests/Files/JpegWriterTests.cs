using System.Buffers;
using EdgeCnn.Imaging.Files;
using EdgeCnn.Testing;

namespace EdgeCnn.Imaging.Tests.Files;

public sealed class JpegWriterTests
{
    [Theory]
    [InlineData(100, JpegSubsampling.Chroma444, PixelFormat.Gray8, 55)]
    [InlineData(90, JpegSubsampling.Chroma444, PixelFormat.Gray8, 43)]
    [InlineData(50, JpegSubsampling.Chroma444, PixelFormat.Gray8, 36)]
    [InlineData(100, JpegSubsampling.Chroma444, PixelFormat.Rgb24, 45)]
    [InlineData(90, JpegSubsampling.Chroma444, PixelFormat.Rgb24, 37)]
    [InlineData(50, JpegSubsampling.Chroma444, PixelFormat.Rgb24, 30)]
    [InlineData(100, JpegSubsampling.Chroma420, PixelFormat.Rgb24, 30)]
    [InlineData(80, JpegSubsampling.Chroma420, PixelFormat.Rgb24, 29)]
    public void Write_SoftPicture_DecodesClose(int quality, JpegSubsampling subsampling, PixelFormat format, double leastPsnr)
    {
        Image picture = TestPictures.Waves(70, 45, format);
        ReferenceJpegDecoder back = ReferenceJpegDecoder.Decode(Encode(new JpegWriter(quality, subsampling), picture.View));
        Assert.Equal((70, 45, format.BytesPerPixel()), (back.Width, back.Height, back.Channels));
        double psnr = TestPictures.Psnr(picture.Pixels, back.Pixels);
        Assert.True(psnr >= leastPsnr, $"{psnr:F2} dB, expected at least {leastPsnr}");
    }

    [Theory]
    [InlineData(JpegSubsampling.Chroma444)]
    [InlineData(JpegSubsampling.Chroma420)]
    public void Write_EverySmallSize_DecodesEvenColourExactly(JpegSubsampling subsampling)
    {
        JpegWriter writer = new(100, subsampling);
        for (int width = 1; width <= 18; width++)
        {
            for (int height = 1; height <= 18; height++)
            {
                byte[] pixels = [.. Enumerable.Range(0, width * height * 3).Select(i => (byte)(new[] { 200, 60, 30 }[i % 3]))];
                ReferenceJpegDecoder back = ReferenceJpegDecoder.Decode(Encode(writer, new ImageView(pixels, width, height, width * 3, PixelFormat.Rgb24)));
                Assert.Equal((width, height), (back.Width, back.Height));
                Assert.All(back.Pixels.Zip(pixels), pair => Assert.InRange(pair.First - pair.Second, -1, 1));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(100)]
    public void Write_NoiseAndExtremes_StaysDecodable(int quality)
    {
        Image noise = TestPictures.Noise(40, 40, PixelFormat.Gray8, seed: 3);
        Image extremes = new(40, 40, PixelFormat.Gray8, [.. noise.Pixels.Select(value => value < 128 ? byte.MinValue : byte.MaxValue)]);
        JpegWriter writer = new(quality);
        foreach (Image picture in (Image[])[noise, extremes])
        {
            double psnr = TestPictures.Psnr(picture.Pixels, ReferenceJpegDecoder.Decode(Encode(writer, picture.View)).Pixels);
            Assert.True(psnr > (quality == 100 ? 45 : 5), $"{psnr:F2} dB");
        }
    }

    [Fact]
    public void Write_HigherQuality_GivesMoreBytes()
    {
        Image picture = TestPictures.Waves(128, 96, PixelFormat.Rgb24);
        int[] sizes = [.. new[] { 5, 25, 50, 75, 95, 100 }.Select(quality => Encode(new JpegWriter(quality), picture.View).Length)];
        Assert.Equal(sizes.Order(), sizes);
    }

    [Fact]
    public void Write_ReusedWriter_GivesSameBytesWithoutAllocating()
    {
        Image first = TestPictures.Waves(100, 60, PixelFormat.Rgb24);
        Image second = TestPictures.Noise(90, 50, PixelFormat.Rgb24, seed: 4);
        JpegWriter writer = new(75);
        ArrayBufferWriter<byte> output = new(1 << 20);
        writer.Write(first.View, output);
        byte[] expected = output.WrittenSpan.ToArray();
        writer.Write(second.View, output);
        Assert.Equal(0, Allocations.Least(() =>
        {
            output.ResetWrittenCount();
            writer.Write(first.View, output);
        }));
        Assert.Equal(expected, output.WrittenSpan.ToArray());
        Assert.Equal(expected, Encode(new JpegWriter(75), first.View));
    }

    [Fact]
    public void Write_WrongArguments_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new JpegWriter(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new JpegWriter(101));
        ArrayBufferWriter<byte> output = new();
        Assert.Throws<ArgumentException>(() => new JpegWriter().Write(new ImageView(new byte[4], 1, 1, 4, PixelFormat.Rgba32), output));
        Assert.Throws<ArgumentException>(() => new JpegWriter().Write(new ImageView(new byte[65536], 65536, 1, 65536, PixelFormat.Gray8), output));
        Assert.Equal(0, output.WrittenCount);
    }

    [SharedDataFact("images/skimage")]
    public void Write_Photograph_DecodesClose()
    {
        Image picture = PngReader.Read(TestData.Shared("images/skimage/chelsea.png"));
        byte[] file = Encode(new JpegWriter(90, JpegSubsampling.Chroma444), picture.View);
        double psnr = TestPictures.Psnr(picture.Pixels, ReferenceJpegDecoder.Decode(file).Pixels);
        Assert.True(psnr > 36, $"{psnr:F2} dB");
        Assert.True(file.Length < picture.Pixels.Length / 5, $"{file.Length} bytes");
    }

    private static byte[] Encode(JpegWriter writer, ImageView picture)
    {
        ArrayBufferWriter<byte> output = new();
        writer.Write(picture, output);
        return output.WrittenSpan.ToArray();
    }
}
