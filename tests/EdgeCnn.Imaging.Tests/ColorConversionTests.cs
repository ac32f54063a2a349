using EdgeCnn.Graph;

namespace EdgeCnn.Imaging.Tests;

public sealed class ColorConversionTests
{
    [Fact]
    public void Row_KnownColours_GiveKnownBytes()
    {
        byte[] rgb = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 1, 2, 3];
        // (77·255 + 128) / 256 = 77, (150·255 + 128) / 256 = 149, (29·255 + 128) / 256 = 29, white stays, (77 + 300 + 87 + 128) / 256 = 2.
        Assert.Equal([77, 149, 29, 255, 2], Row(rgb, PixelFormat.Rgb24, ColorOrder.Gray));
        Assert.Equal(rgb, Row(rgb, PixelFormat.Rgb24, ColorOrder.Rgb));
        Assert.Equal([0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 3, 2, 1], Row(rgb, PixelFormat.Rgb24, ColorOrder.Bgr));
    }

    [Fact]
    public void Row_Alpha_IsIgnored()
    {
        Assert.Equal([10, 20, 30, 40, 50, 60], Row([10, 20, 30, 0, 40, 50, 60, 255], PixelFormat.Rgba32, ColorOrder.Rgb));
        Assert.Equal([30, 20, 10, 60, 50, 40], Row([10, 20, 30, 0, 40, 50, 60, 255], PixelFormat.Rgba32, ColorOrder.Bgr));
        Assert.Equal([255, 0], Row([255, 255, 255, 0, 0, 0, 0, 255], PixelFormat.Rgba32, ColorOrder.Gray));
    }

    [Fact]
    public void Row_Grey_IsRepeated()
    {
        Assert.Equal([5, 6], Row([5, 6], PixelFormat.Gray8, ColorOrder.Gray));
        Assert.Equal([5, 5, 5, 6, 6, 6], Row([5, 6], PixelFormat.Gray8, ColorOrder.Rgb));
        Assert.Equal([5, 5, 5, 6, 6, 6], Row([5, 6], PixelFormat.Gray8, ColorOrder.Bgr));
    }

    [Fact]
    public void Row_EqualChannels_KeepEachGrey()
    {
        for (int value = 0; value < 256; value++)
            Assert.Equal([(byte)value], Row([(byte)value, (byte)value, (byte)value], PixelFormat.Rgb24, ColorOrder.Gray));
    }

    private static byte[] Row(byte[] source, PixelFormat format, ColorOrder color)
    {
        byte[] target = new byte[source.Length / format.BytesPerPixel() * (color == ColorOrder.Gray ? 1 : 3)];
        ColorConversion.Row(source, format, target, color);
        return target;
    }
}
