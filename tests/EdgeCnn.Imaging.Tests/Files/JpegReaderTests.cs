using System.Buffers;
using EdgeCnn.Graph;
using EdgeCnn.Imaging.Files;
using EdgeCnn.Imaging.Tests.Files.Jpeg;

namespace EdgeCnn.Imaging.Tests.Files;

public sealed class JpegReaderTests
{
    [Theory]
    [InlineData(PixelFormat.Gray8, JpegSubsampling.Chroma444, 40)]
    [InlineData(PixelFormat.Rgb24, JpegSubsampling.Chroma444, 35)]
    [InlineData(PixelFormat.Rgb24, JpegSubsampling.Chroma420, 33)]
    public void Read_WhatTheWriterWrote_IsClose(PixelFormat format, JpegSubsampling subsampling, double leastPsnr)
    {
        Image picture = TestPictures.Waves(70, 45, format);
        ArrayBufferWriter<byte> output = new();
        new JpegWriter(90, subsampling).Write(picture.View, output);
        Image back = JpegReader.Read(output.WrittenMemory, "waves.jpg");
        Assert.Equal((70, 45, format), (back.Width, back.Height, back.Format));
        double psnr = TestPictures.Psnr(picture.Pixels, back.Pixels);
        Assert.True(psnr >= leastPsnr, $"{psnr:F2} dB, expected at least {leastPsnr}");
        if (subsampling == JpegSubsampling.Chroma444)
            Assert.All(ReferenceJpegDecoder.Decode(output.WrittenSpan.ToArray()).Pixels.Zip(back.Pixels), pair => Assert.InRange(pair.First - pair.Second, -3, 3));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    public void Read_ColourOfHalfDensity_IsMixedThreeToOne(int h, int v)
    {
        JpegBuilder builder = new(39, 27, 5, (h, v), (1, 1), (1, 1));
        ReferenceJpegDecoder reference = ReferenceJpegDecoder.Decode(builder.Sequential().Bytes);
        Image picture = JpegReader.Read(builder.Bytes, "half.jpg");
        byte[] luma = reference.Plane(0), blue = reference.Plane(1), red = reference.Plane(2);
        int width = (39 + h - 1) / h, height = (27 + v - 1) / v;

        // Samples of half density lie between pixels: a pixel is nearer to one of two by three to one.
        double At(byte[] plane, int x, int y)
        {
            int nearX = x / h, nearY = y / v;
            int farX = h == 1 ? nearX : Math.Clamp(nearX - 1 + (2 * (x % 2)), 0, width - 1), farY = v == 1 ? nearY : Math.Clamp(nearY - 1 + (2 * (y % 2)), 0, height - 1);
            double Across(int row) => ((3 * plane[(row * width) + nearX]) + plane[(row * width) + farX]) / 4.0;
            return ((3 * Across(nearY)) + Across(farY)) / 4 - 128;
        }

        for (int i = 0; i < 39 * 27; i++)
        {
            int x = i % 39, y = i / 39;
            double[] expected = [luma[i] + (1.402 * At(red, x, y)), luma[i] - (0.344136 * At(blue, x, y)) - (0.714136 * At(red, x, y)), luma[i] + (1.772 * At(blue, x, y))];
            for (int channel = 0; channel < 3; channel++)
                Assert.InRange(Math.Clamp(expected[channel], 0, 255) - picture.Pixels[(3 * i) + channel], -4.5, 4.5);
        }
    }

    [Theory]
    [InlineData(1, 20, 12)]
    [InlineData(3, 20, 12)]
    [InlineData(6, 12, 20)]
    [InlineData(8, 12, 20)]
    public void Read_ExifOrientation_IsApplied(int orientation, int width, int height)
    {
        byte[] exif = [.. "Exif\0\0"u8, .. JpegApplicationDataTests.Tiff(true, (0x0112, 3, orientation))];
        Image stored = JpegReader.Read(new JpegBuilder(20, 12, 3, (1, 1), (1, 1), (1, 1)).Sequential().Bytes, "stored.jpg");
        Image upright = JpegReader.Read(new JpegBuilder(20, 12, 3, (1, 1), (1, 1), (1, 1)).Segment(0xE1, exif).Sequential().Bytes, "turned.jpg");
        Assert.Equal((width, height), (upright.Width, upright.Height));
        Assert.Equal(((PictureOrientation)orientation).Apply(stored).Pixels, upright.Pixels);
    }

    [Fact]
    public void Read_AdobeSegmentAndLetters_TellTheColours()
    {
        byte[] Adobe(int transform) => [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, (byte)transform];
        JpegBuilder New() => new(9, 9, 4, (1, 1), (1, 1), (1, 1));
        byte[] rgb = Read(New().Segment(0xEE, Adobe(0)).Sequential()), ycc = Read(New().Sequential());
        byte[][] planes = [.. Enumerable.Range(0, 3).Select(ReferenceJpegDecoder.Decode(New().Sequential().Bytes).Plane)];
        Assert.All(rgb.Select((value, i) => value - planes[i % 3][i / 3]), difference => Assert.InRange(difference, -1, 1));
        Assert.NotEqual(rgb, ycc);
        Assert.Equal(ycc, Read(New().Segment(0xEE, Adobe(1)).Sequential()));
        // JFIF is YCbCr whatever else is there.
        Assert.Equal(ycc, Read(New().Segment(0xE0, [.. "JFIF\0"u8, 1, 2, 0, 0, 1, 0, 1, 0, 0]).Segment(0xEE, Adobe(0)).Sequential()));
        Assert.Equal(rgb, Read(New().Tables().Frame(0xC0, "RGB"u8.ToArray()).Scan([0, 1, 2], 0, 63, 0, 0, "RGB"u8.ToArray()).End()));
    }

    [Fact]
    public void Read_Inks_AreLightTimesLight()
    {
        byte[] adobe = [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0];
        JpegBuilder New() => new(9, 9, 4, (1, 1), (1, 1), (1, 1), (1, 1));
        byte[][] planes = [.. Enumerable.Range(0, 4).Select(ReferenceJpegDecoder.Decode(New().Sequential().Bytes).Plane)];
        byte[] light = Read(New().Segment(0xEE, adobe).Sequential()), ink = Read(New().Sequential());
        for (int i = 0; i < light.Length; i++)
        {
            Assert.InRange((planes[i % 3][i / 3] * planes[3][i / 3] / 255.0) - light[i], -2.6, 2.6);
            Assert.InRange(((255 - planes[i % 3][i / 3]) * (255 - planes[3][i / 3]) / 255.0) - ink[i], -2.6, 2.6);
        }
    }

    [Fact]
    public void Read_EveryPrefixOfAFile_IsAnError()
    {
        // Without the end's marker a sequential picture is still whole.
        foreach ((byte[] file, int needed) in ((byte[], int)[])
            [(new JpegBuilder(20, 20, 7, (2, 2), (1, 1), (1, 1)).Restarts(1).Sequential().Bytes, 2), (new JpegBuilder(20, 20, 7, (1, 1)).Progressive().Bytes, 0)])
        {
            int whole = file.Length - needed;
            for (int length = 0; length < whole; length++)
            {
                PictureFormatException error = Assert.Throws<PictureFormatException>(() => JpegReader.Read(file.AsMemory(0, length), "cut.jpg"));
                Assert.InRange(error.Offset, 0, length);
                Assert.Equal(ExitCode.BadData, error.ExitCode);
            }

            JpegReader.Read(file.AsMemory(0, file.Length), "whole.jpg");
        }
    }

    [Fact]
    public void Read_MissingFile_IsAnErrorThatNamesIt() => Assert.Contains("no-such.jpg", Assert.Throws<EdgeCnnException>(() => JpegReader.Read("no-such.jpg")).Message, StringComparison.Ordinal);

    private static byte[] Read(JpegBuilder builder) => JpegReader.Read(builder.Bytes, "test.jpg").Pixels;
}
