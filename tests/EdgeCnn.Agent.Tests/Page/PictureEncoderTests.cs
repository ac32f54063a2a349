using EdgeCnn.Agent.Decisions;
using EdgeCnn.Agent.Page;
using EdgeCnn.Imaging;

namespace EdgeCnn.Agent.Tests.Page;

public sealed class PictureEncoderTests
{
    [Fact]
    public void Encode_NoPicture_IsNull() => Assert.Null(new PictureEncoder(new LiveView(1)).Encode());

    [Theory]
    [InlineData(PixelFormat.Gray8, 1)]
    [InlineData(PixelFormat.Rgb24, 3)]
    [InlineData(PixelFormat.Rgba32, 3)]
    public void Encode_PlainPicture_KeepsSizeAndColour(PixelFormat format, int channels)
    {
        var view = new LiveView(1);
        view.Look();
        view.Publish(TestFolder.Plain(33, 18, format, 255), new Decision(1));
        var got = ReferenceJpegDecoder.Decode(new PictureEncoder(view).Encode()!);
        Assert.Equal((33, 18, channels), (got.Width, got.Height, got.Channels));
        Assert.All(got.Pixels, value => Assert.InRange(value, 253, 255));
    }

    [Fact]
    public void Encode_LaterPicture_IsTheLaterOne()
    {
        var view = new LiveView(1);
        var encoder = new PictureEncoder(view);
        view.Look();
        view.Publish(TestFolder.Plain(64, 64, PixelFormat.Gray8, 250), new Decision(1));
        Assert.NotNull(encoder.Encode());
        view.Publish(TestFolder.Plain(8, 4, PixelFormat.Gray8, 20), new Decision(1));
        var got = ReferenceJpegDecoder.Decode(encoder.Encode()!);
        Assert.Equal((8, 4), (got.Width, got.Height));
        Assert.All(got.Pixels, value => Assert.InRange(value, 17, 23));
    }
}
