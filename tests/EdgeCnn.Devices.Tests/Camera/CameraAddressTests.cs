using EdgeCnn.Devices.Camera;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;

namespace EdgeCnn.Devices.Tests.Camera;

public sealed class CameraAddressTests
{
    [Theory]
    [InlineData("v4l2:/dev/video0?size=640x480&rate=30&format=yuyv", "v4l2", "/dev/video0", 640, 480, 30, "YUYV", false)]
    [InlineData("v4l2:/dev/v4l/by-id/usb-a:b-video-index0", "v4l2", "/dev/v4l/by-id/usb-a:b-video-index0", 0, 0, 0, null, false)]
    [InlineData("rpicam:?size=640x480", "rpicam", "", 640, 480, 0, null, false)]
    [InlineData("rpicam:1", "rpicam", "1", 0, 0, 0, null, false)]
    [InlineData("rpicam", "rpicam", "", 0, 0, 0, null, false)]
    [InlineData("ffmpeg:rtsp://u:p@h/s?channel=1", "ffmpeg", "rtsp://u:p@h/s?channel=1", 0, 0, 0, null, false)]
    [InlineData("ffmpeg:rtsp://u:p@h/s?channel=1?size=320x240&rate=7.5", "ffmpeg", "rtsp://u:p@h/s?channel=1", 320, 240, 7.5, null, false)]
    [InlineData("ffmpeg:a.mp4?loop=yes", "ffmpeg", "a.mp4", 0, 0, 0, null, true)]
    [InlineData("files:/data/what?", "files", "/data/what", 0, 0, 0, null, false)]
    [InlineData("files:a?b/c", "files", "a?b/c", 0, 0, 0, null, false)]
    [InlineData("files:samples?rate=2&loop=yes", "files", "samples", 0, 0, 2, null, true)]
    [InlineData("synthetic", "synthetic", "", 0, 0, 0, null, false)]
    [InlineData("synthetic:64x48?format=yuyv", "synthetic", "64x48", 64, 48, 0, "YUYV", false)]
    public void Parse_Good_TakesItApart(string text, string kind, string target, int width, int height, double rate, string? format, bool loop)
    {
        CameraAddress address = CameraAddress.Parse(text);
        Assert.Equal((kind, target, width, height, rate, format, loop), (address.Kind, address.Target, address.Width, address.Height, address.FramesPerSecond, address.Format, address.Loop));
        Assert.Equal(kind is "v4l2" or "rpicam" or "ffmpeg", address.IsLive);
    }

    [Theory]
    [InlineData("", "kind '' is unknown")]
    [InlineData("/dev/video0", "a device is written v4l2:/dev/video0")]
    [InlineData("rtsp://u:geheim@h/s", "a stream's address is written behind ffmpeg:")]
    [InlineData("usb:0", "kind 'usb' is unknown")]
    [InlineData("v4l2:", "the device is missing")]
    [InlineData("v4l2:/dev/video0?sise=1x1", "parameter 'sise' is unknown; known are size, rate, format, loop")]
    [InlineData("v4l2:/dev/video0?size=640", "size '640' is no WIDTHxHEIGHT")]
    [InlineData("v4l2:/dev/video0?size=640x480x3", "size '640x480x3'")]
    [InlineData("v4l2:/dev/video0?size=-1x480", "size '-1x480'")]
    [InlineData("v4l2:/dev/video0?size=99999x480", "size '99999x480'")]
    [InlineData("v4l2:/dev/video0?rate=0", "rate '0'")]
    [InlineData("v4l2:/dev/video0?rate=NaN", "rate 'NaN'")]
    [InlineData("v4l2:/dev/video0?format=h264", "format 'h264' is unknown; known are YUYV")]
    [InlineData("v4l2:/dev/video0?loop=yes", "no end to loop at")]
    [InlineData("rpicam:first", "camera 'first' is no number")]
    [InlineData("rpicam:?format=yuyv", "no choice of formats")]
    [InlineData("ffmpeg:", "the file or address is missing")]
    [InlineData("ffmpeg:rtsp://u:geheim@h/s?size=x", "size 'x'")]
    [InlineData("files:", "the folder is missing")]
    [InlineData("files:a?size=3x3", "have their own sizes")]
    [InlineData("files:a?loop=maybe", "loop is 'maybe'")]
    [InlineData("synthetic:big", "size 'big'")]
    [InlineData("synthetic?format=nv12", "format NV12 is not drawn")]
    public void Parse_Bad_SaysWhatIsPossible(string text, string detail)
    {
        EdgeCnnException error = Assert.Throws<EdgeCnnException>(() => CameraAddress.Parse(text));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains(detail, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("files:DIR or synthetic:320x240.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_Kinds_GiveTheirCameras()
    {
        using TemporaryFolder folder = new();
        folder.Picture("a.png", 7);
        Frame frame = new();
        using (ICamera camera = CameraAddress.Parse($"files:{folder.Path}?loop=yes").Open())
            Assert.True(camera.TryCapture(frame, CancellationToken.None) && camera.TryCapture(frame, CancellationToken.None));
        using (ICamera camera = CameraAddress.Parse("synthetic:20x10?format=yuyv&rate=1000").Open())
            Assert.True(camera.TryCapture(frame, CancellationToken.None));
        Assert.Equal((20, 10, PixelFormat.Yuyv), (frame.Width, frame.Height, frame.Format));
        FakeJpegDecoder decoder = new();
        Assert.Throws<DeviceException>(() => CameraAddress.Parse("v4l2:/dev/none").Open(() => decoder));
        Assert.True(decoder.IsDisposed);
    }

    [Fact]
    public void ToString_ShowsNoSecrets() =>
        Assert.Equal("ffmpeg:rtsp://***@h/s?***", CameraAddress.Parse("ffmpeg:rtsp://u:p@h/s?channel=1").ToString());
}
