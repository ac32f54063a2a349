using EdgeCnn.Kernels;
using EdgeCnn.Testing;

namespace EdgeCnn.Imaging.Tests;

public sealed class PictureConverterTests
{
    public static TheoryData<PixelFormat> Formats => [.. Enum.GetValues<PixelFormat>()];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Convert_AnySize_MatchesReference(PixelFormat format)
    {
        foreach (KernelSet set in KernelSets.Supported.DistinctBy(set => set.Pixels.Name))
        {
            PictureConverter converter = new(set);
            Frame result = new();
            foreach (var (width, height, padding) in new[] { (1, 1, 0), (7, 5, 3), (34, 6, 0), (33, 9, 1), (64, 48, 0), (7, 5, 3) })
            {
                string name = format.ToString();
                int stride = ReferencePicture.RowBytes(name, width) + padding;
                byte[] picture = new byte[ReferencePicture.PictureBytes(name, height, stride)];
                new Random(width).NextBytes(picture);
                converter.Convert(new ImageView(picture, width, height, stride, format, YuvColor.Bt709), result);
                Assert.Equal((width, height, PixelFormat.Rgb24), (result.Width, result.Height, result.Format));
                byte[] expected = ReferencePreprocessor.Pixels(new(picture, name, "Bt709", width, height, stride), width, height, "Stretch", "Bilinear", "Rgb");
                Assert.True(expected.AsSpan().SequenceEqual(result.Pixels), $"{set}, {width}x{height}");
            }
        }
    }

    [Fact]
    public void Convert_SecondPicture_AllocatesNothing()
    {
        PictureConverter converter = new();
        Frame result = new();
        byte[] picture = new byte[64 * 48 * 2];
        converter.Convert(new ImageView(picture, 64, 48, 128, PixelFormat.Yuyv), result);
        Assert.Equal(0, Allocations.Least(() => converter.Convert(new ImageView(picture, 64, 48, 128, PixelFormat.Yuyv), result)));
    }
}
