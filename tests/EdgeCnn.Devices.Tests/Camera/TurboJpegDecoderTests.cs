using System.Buffers;
using EdgeCnn.Devices.Camera;
using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;
using EdgeCnn.Testing;

namespace EdgeCnn.Devices.Tests.Camera;

public sealed class TurboJpegDecoderTests
{
    private readonly FakeJpegDecoder _other = new();
    private readonly Frame _frame = new();

    [TurboJpegFact]
    public void TryDecode_AllSamplings_GivePlanesNearTheOriginal()
    {
        using IJpegFrameDecoder decoder = TurboJpegDecoder.Over(_other)!;
        Assert.Equal("libturbojpeg, fake decoder", decoder.Description);
        foreach ((JpegSubsampling sampling, PixelFormat format) in new[] { (JpegSubsampling.Chroma420, PixelFormat.Yu12), (JpegSubsampling.Chroma444, PixelFormat.Yu24) })
        {
            Assert.True(decoder.TryDecode(Jpeg(33, 18, sampling), _frame));
            Assert.Equal((33, 18, format, YuvColor.Bt601Full), (_frame.Width, _frame.Height, _frame.Format, _frame.Yuv));

            // JFIF's luma and chroma of red 200, green 100, blue 50.
            Assert.InRange(_frame.Pixels[0], 124 - 2, 124 + 2);
            int chroma = _frame.Stride * 18, next = chroma + (format.ChromaStride(_frame.Stride) * format.ChromaRows(18));
            Assert.InRange(_frame.Pixels[chroma], 86 - 2, 86 + 2);
            Assert.InRange(_frame.Pixels[next], 182 - 2, 182 + 2);
            Assert.InRange(_frame.Pixels[^2], 182 - 2, 182 + 2);
        }

        Assert.Empty(_other.Seen);
    }

    [TurboJpegFact]
    public void TryDecode_OddRowsOfHalfChroma_GoToTheOtherDecoder()
    {
        using IJpegFrameDecoder decoder = TurboJpegDecoder.Over(_other)!;
        Assert.True(decoder.TryDecode(Jpeg(16, 17, JpegSubsampling.Chroma420), _frame));
        Assert.NotEmpty(_other.Seen);
    }

    [TurboJpegFact]
    public void TryDecode_Damaged_GoesToTheOtherDecoder()
    {
        using IJpegFrameDecoder decoder = TurboJpegDecoder.Over(_other)!;
        byte[] jpeg = Jpeg(64, 64, JpegSubsampling.Chroma420);
        byte[] broken = jpeg[..(jpeg.Length * 3 / 4)];
        _other.Refused = 3;
        Assert.False(decoder.TryDecode(broken, _frame));
        Assert.Equal(broken, _other.Seen);
        Assert.False(decoder.TryDecode("no picture"u8, _frame));
        Assert.False(decoder.TryDecode([], _frame));
        using IJpegFrameDecoder alone = TurboJpegDecoder.Over(null)!;
        Assert.False(alone.TryDecode(broken, _frame));
    }

    [TurboJpegFact]
    public void TryDecode_Often_AllocatesNothing()
    {
        using IJpegFrameDecoder decoder = TurboJpegDecoder.Over(null)!;
        byte[] jpeg = Jpeg(64, 64, JpegSubsampling.Chroma420);
        decoder.TryDecode(jpeg, _frame);
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (int i = 0; i < 100; i++)
                decoder.TryDecode(jpeg, _frame);
        }));
    }

    [TurboJpegFact]
    public void TryDecode_MutatedPictures_NeverCrash()
    {
        using IJpegFrameDecoder decoder = TurboJpegDecoder.Over(null)!;
        byte[] jpeg = Jpeg(48, 32, JpegSubsampling.Chroma420);
        Random random = new(20);
        for (int i = 0; i < 500; i++)
        {
            byte[] changed = [.. jpeg[..random.Next(1, jpeg.Length + 1)]];
            for (int k = random.Next(4); k >= 0; k--)
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            decoder.TryDecode(changed, _frame);
        }
    }

    private static byte[] Jpeg(int width, int height, JpegSubsampling sampling)
    {
        byte[] pixels = new byte[width * height * 3];
        for (int i = 0; i < pixels.Length; i += 3)
            (pixels[i], pixels[i + 1], pixels[i + 2]) = (200, 100, 50);
        ArrayBufferWriter<byte> file = new();
        new JpegWriter(95, sampling).Write(new Image(width, height, PixelFormat.Rgb24, pixels).View, file);
        return file.WrittenSpan.ToArray();
    }
}
