using System.Buffers;
using EdgeCnn.Imaging.Files;
using EdgeCnn.Imaging.Tests.Files.Jpeg;
using EdgeCnn.Testing;

namespace EdgeCnn.Imaging.Tests.Files;

public sealed class JpegDecoderTests
{
    private static readonly (int H, int V)[] Half = [(2, 2), (1, 1), (1, 1)];

    [Theory]
    [InlineData(1, 1, PixelFormat.Yu24)]
    [InlineData(2, 1, PixelFormat.Yu16)]
    [InlineData(2, 2, PixelFormat.Yu12)]
    [InlineData(1, 2, PixelFormat.Yu24)]
    [InlineData(4, 1, PixelFormat.Yu24)]
    [InlineData(3, 1, PixelFormat.Yu24)]
    [InlineData(2, 4, PixelFormat.Yu24)]
    [InlineData(0, 0, PixelFormat.Gray8)]
    [InlineData(0, 1, PixelFormat.Gray8)]
    public void Decode_EverySampling_MatchesReference(int h, int v, PixelFormat format)
    {
        (int H, int V)[] sampling = h == 0 ? [(1 + v, 1 + v)] : [(h, v), (1, 1), (1, 1)];
        foreach ((int width, int height) in ((int, int)[])[(1, 1), (8, 8), (17, 9), (33, 40), (64, 31)])
        {
            byte[] file = new JpegBuilder(width, height, width, sampling).Sequential().Bytes;
            Frame frame = Decode(file);
            Assert.Equal((width, height, format, YuvColor.Bt601Full), (frame.Width, frame.Height, frame.Format, frame.Yuv));
            // The reference places the blocks of a single component as if there were others.
            if (h == 0 && v == 1)
                continue;
            ReferenceJpegDecoder reference = ReferenceJpegDecoder.Decode(file);
            AssertClose(reference.Plane(0), frame.Pixels[..(width * height)], 1);
            if (format is PixelFormat.Yu12 or PixelFormat.Yu16 || (h, v) == (1, 1))
                AssertClose([.. reference.Plane(1), .. reference.Plane(2)], frame.Pixels[(width * height)..], 1);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 2)]
    public void Decode_ScansForEachComponentAndProgressive_GiveTheSamplesOfOneScan(int h, int v)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            int width = 20 + (7 * seed), height = 50 - (3 * seed);
            JpegBuilder New() => new(width, height, seed, (h, v), (1, 1), (1, 1));
            byte[] expected = Decode(New().Sequential().Bytes).Pixels.ToArray();
            Assert.Equal(expected, Decode(New().SequentialApart().Bytes).Pixels.ToArray());
            Assert.Equal(expected, Decode(New().Progressive().Bytes).Pixels.ToArray());
            Assert.Equal(expected, Decode(New().Restarts(1 + seed).Sequential().Bytes).Pixels.ToArray());
            Assert.Equal(expected, Decode(New().Restarts(1 + seed).SequentialApart().Bytes).Pixels.ToArray());
            Assert.Equal(expected, Decode(New().Restarts(1 + seed).Progressive().Bytes).Pixels.ToArray());
        }
    }

    [Fact]
    public void Decode_WithoutHuffmanTables_TakesThoseOfTheStandard()
    {
        byte[] file = Encode(TestPictures.Waves(40, 30, PixelFormat.Rgb24)), without = file;
        for (int at = without.AsSpan().IndexOf([(byte)0xFF, (byte)0xC4]); at >= 0; at = without.AsSpan().IndexOf([(byte)0xFF, (byte)0xC4]))
            without = [.. without[..at], .. without[(at + 2 + without[at + 3] + (256 * without[at + 2]))..]];
        Assert.True(without.Length < file.Length - 400);
        Assert.Equal(Decode(file).Pixels.ToArray(), Decode(without).Pixels.ToArray());
        // Tables of a picture before do not stay.
        JpegDecoder decoder = new();
        Frame frame = new();
        decoder.Decode(new JpegBuilder(16, 16, 1, Half).Sequential().Bytes, frame);
        decoder.Decode(without, frame);
        Assert.Equal(Decode(file).Pixels.ToArray(), frame.Pixels.ToArray());
    }

    [Fact]
    public void Decode_SegmentsFillBytesAndBytesAroundTheEnd_AreSkipped()
    {
        byte[] expected = Decode(new JpegBuilder(20, 20, 7, Half).Sequential().Bytes).Pixels.ToArray();
        JpegBuilder Scan(JpegBuilder file) => file.Scan(file.All, 0, 63, 0, 0);
        JpegBuilder New() => new JpegBuilder(20, 20, 7, Half).Tables().Frame(0xC0);
        JpegBuilder before = new JpegBuilder(20, 20, 7, Half).Raw(0xFF, 0xFF).Segment(0xE3, 1, 2, 0xFF, 0xD9).Segment(0xFE).Tables().Raw(0xFF, 0xFF).Frame(0xC0);
        foreach (byte[] file in (byte[][])
            [Scan(before).End().Bytes, Scan(New()).Bytes, Scan(New()).Raw(0xFF).Bytes, Scan(New()).Raw(1, 2, 3, 0xFF, 0, 5).End().Bytes, Scan(New()).Raw(0xFF, 0xFF).End().Raw(0xFF, 0xD8, 9).Bytes])
            Assert.Equal(expected, Decode(file).Pixels.ToArray());
    }

    [Fact]
    public void Decode_SixteenBitQuantization_GivesTheSameSamples()
    {
        byte[] steps = [.. Enumerable.Range(0, 64).SelectMany(k => new byte[] { 0, (byte)(3 + (k / 4)) })];
        JpegBuilder file = new JpegBuilder(20, 20, 7, Half).Tables().Segment(0xDB, [0x10, .. steps]).Frame(0xC1);
        Assert.Equal(Decode(new JpegBuilder(20, 20, 7, Half).Sequential().Bytes).Pixels.ToArray(), Decode(file.Scan(file.All, 0, 63, 0, 0).End().Bytes).Pixels.ToArray());
    }

    [Fact]
    public void Decode_UsedAgainForOtherKindsAndSizes_GivesWhatANewDecoderGives()
    {
        JpegDecoder decoder = new();
        Frame frame = new();
        for (int seed = 0; seed < 60; seed++)
        {
            Random random = new(seed);
            (int H, int V)[] sampling = random.Next(3) == 0 ? [(1, 1)] : [(random.Next(1, 3), random.Next(1, 3)), (1, 1), (1, 1)];
            JpegBuilder builder = new(random.Next(1, 60), random.Next(1, 60), seed, sampling);
            byte[] file = random.Next(3) switch { 0 => builder.Sequential().Bytes, 1 => builder.SequentialApart().Bytes, _ => builder.Progressive().Bytes };
            if (random.Next(4) == 0)
                Assert.Throws<PictureFormatException>(() => decoder.Decode(file.AsSpan(0, file.Length * 3 / 4), frame));
            decoder.Decode(file, frame);
            Frame expected = Decode(file);
            Assert.Equal((expected.Width, expected.Height, expected.Format), (frame.Width, frame.Height, frame.Format));
            Assert.Equal(expected.Pixels.ToArray(), frame.Pixels.ToArray());
        }
    }

    [Fact]
    public void Decode_InALoop_AllocatesNothing()
    {
        byte[][] files = [Encode(TestPictures.Waves(160, 120, PixelFormat.Rgb24)), new JpegBuilder(160, 120, 1, (2, 1), (1, 1), (1, 1)).Restarts(5).Sequential().Bytes,
            new JpegBuilder(150, 100, 2, Half).Progressive().Bytes, new JpegBuilder(150, 100, 2, (4, 1), (1, 1), (1, 1)).Sequential().Bytes];
        JpegDecoder decoder = new();
        Frame frame = new();
        void All()
        {
            foreach (byte[] file in files)
                decoder.Decode(file, frame);
        }

        for (int i = 0; i < 3; i++)
            All();
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (int i = 0; i < 50; i++)
                All();
        }));
    }

    [Fact]
    public void Decode_Error_LeavesTheFrame()
    {
        Frame frame = Decode(new JpegBuilder(20, 20, 7, Half).Sequential().Bytes);
        byte[] before = frame.Pixels.ToArray(), cut = new JpegBuilder(40, 30, 8, Half).Sequential().Bytes[..^20];
        Assert.Throws<PictureFormatException>(() => new JpegDecoder().Decode(cut, frame));
        Assert.Equal((20, 20), (frame.Width, frame.Height));
        Assert.Equal(before, frame.Pixels.ToArray());
    }

    [Fact]
    public void Decode_ColoursThatNoCameraSends_IsAnError()
    {
        byte[] rgb = [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0];
        JpegBuilder file = new JpegBuilder(8, 8, 1, (1, 1), (1, 1), (1, 1)).Segment(0xEE, rgb).Sequential();
        Assert.Contains("Rgb", Assert.Throws<PictureFormatException>(() => Decode(file.Bytes)).Message, StringComparison.Ordinal);
        JpegBuilder inks = new JpegBuilder(8, 8, 1, (1, 1), (1, 1), (1, 1), (1, 1)).Sequential();
        Assert.Contains("Cmyk", Assert.Throws<PictureFormatException>(() => Decode(inks.Bytes)).Message, StringComparison.Ordinal);
    }

    private static Frame Decode(byte[] file)
    {
        Frame frame = new();
        new JpegDecoder().Decode(file, frame);
        return frame;
    }

    private static byte[] Encode(Image picture)
    {
        ArrayBufferWriter<byte> output = new();
        new JpegWriter().Write(picture.View, output);
        return output.WrittenSpan.ToArray();
    }

    private static void AssertClose(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual, int tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"sample {i}: expected {expected[i]}, got {actual[i]}");
    }
}
