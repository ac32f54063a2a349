using EdgeCnn.Devices.Camera;
using EdgeCnn.Devices.Interop;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;

namespace EdgeCnn.Devices.Tests.Camera;

public sealed class V4l2NegotiationTests
{
    private readonly FakeVideoKernel _kernel = new();

    [Fact]
    public void Agree_PrefersTheNearestSizeThenTheFormat()
    {
        _kernel.Formats.Clear();
        _kernel.Formats.Add(("MJPG", [(64, 48, [30]), (128, 96, [30])]));
        _kernel.Formats.Add(("GREY", [(64, 48, [30])]));
        _kernel.Formats.Add(("UYVY", [(64, 48, [30]), (32, 24, [30])]));
        _kernel.Formats.Add(("H264", [(60, 50, [30])]));
        Assert.Equal("64x48 UYVY", Agree(60, 50));
        Assert.Equal("32x24 UYVY", Agree(1, 1));
        Assert.Equal("128x96 MJPG", Agree(1000, 1000));
        Assert.Equal("64x48 UYVY", Agree(1000, 1000, jpeg: false));
        Assert.Equal("64x48 GREY", Agree(1000, 1000, format: "gray8"));
    }

    [Fact]
    public void Agree_PrefersAFormatThatReachesTheRate()
    {
        _kernel.Formats.Clear();
        _kernel.Formats.Add(("YUYV", [(64, 48, [10, 5])]));
        _kernel.Formats.Add(("MJPG", [(64, 48, [30, 15])]));
        Assert.Equal("64x48 MJPG", Agree(64, 48, rate: 30));
        Assert.Equal(30, _kernel.AskedRate);
        Assert.Equal("64x48 YUYV", Agree(64, 48, rate: 10));
        Assert.Equal("64x48 YUYV", Agree(64, 48));
        Assert.Equal("64x48 YUYV", Agree(64, 48, rate: 30, jpeg: false));
    }

    [Fact]
    public void Agree_RangeOfSizes_TakesTheNearestStep()
    {
        _kernel.Range = new V4l2FrameSize { Type = 3, Width = 16, Height = 100, StepWidth = 8, MinHeight = 10, MaxHeight = 50, StepHeight = 2 };
        Assert.Equal("64x40 YUYV", Agree(66, 40));
        Assert.Equal("96x50 YUYV", Agree(1000, 1000));
        Assert.Equal("16x10 YUYV", Agree(1, 1));
        _kernel.Range = new V4l2FrameSize { Type = 2, Width = 16, Height = uint.MaxValue, StepWidth = 0, MinHeight = 16, MaxHeight = uint.MaxValue };
        Assert.Equal("62x47 YUYV", Agree(62, 47));
        _kernel.Range = new V4l2FrameSize { Type = 3, Width = 100, Height = 16, StepWidth = 8, MinHeight = 10, MaxHeight = 50, StepHeight = 2 };
        Assert.Equal("62x47 YUYV", Agree(62, 47));
    }

    [Fact]
    public void Agree_DriverThatTellsNoSizes_IsAskedForTheOneWanted()
    {
        _kernel.Formats[0] = ("YUYV", []);
        Assert.Equal("20x10 YUYV", Agree(20, 10));
    }

    [Fact]
    public void Agree_DriverAnswersWithAnotherSize_TakesIt()
    {
        _kernel.Answer = format => format with { Width = 6, Height = 2, BytesPerLine = 12, SizeImage = 24 };
        Assert.Equal("6x2 YUYV", Agree(8, 4));
    }

    [Fact]
    public void Agree_UnusableAnswer_TriesTheNext()
    {
        _kernel.Formats.Add(("UYVY", [(8, 4, [30])]));
        uint yuyv = V4l2Ioctl.FourCc("YUYV"), h264 = V4l2Ioctl.FourCc("H264");
        foreach (Func<V4l2Format, V4l2Format> bad in new Func<V4l2Format, V4l2Format>[]
        {
            format => format with { FourCc = h264 },
            format => format with { SizeImage = 63 },
            format => format with { BytesPerLine = 15 },
            format => format with { Width = 0 },
            format => format with { Height = 100000 },
            format => format with { BytesPerLine = uint.MaxValue },
        })
        {
            _kernel.Answer = format => format.FourCc == yuyv ? bad(format) : format;
            Assert.Equal("8x4 UYVY", Agree(8, 4));
        }
    }

    [Fact]
    public void Agree_NothingUsable_NamesWhatThereIs()
    {
        _kernel.Formats[0] = ("H264", [(8, 4, [30])]);
        DeviceException error = Assert.Throws<DeviceException>(() => Agree(8, 4));
        Assert.Contains("offers no format that can be used", error.Message, StringComparison.Ordinal);
        Assert.Contains("H264: 8x4 at 30", error.Message, StringComparison.Ordinal);
        _kernel.Formats[0] = ("YUYV", [(8, 4, [30])]);
        _kernel.Answer = format => format with { FourCc = 0 };
        Assert.Contains("refused 8x4 YUYV", Assert.Throws<DeviceException>(() => Agree(8, 4)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Agree_UnknownFormat_IsAnErrorOfUsage()
    {
        EdgeCnnException error = Assert.Throws<EdgeCnnException>(() => Agree(8, 4, format: "h264"));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains("YUYV, UYVY, NV12", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Agree_Busy_SaysSo()
    {
        _kernel.Fail[V4l2Ioctl.SetFormat] = Errno.Busy;
        Assert.Equal(Errno.Busy, Assert.Throws<DeviceException>(() => Agree(8, 4)).Errno);
    }

    [Theory]
    [InlineData(0, 0, 0, YuvColor.Bt601)]
    [InlineData(8, 0, 0, YuvColor.Bt601)]
    [InlineData(1, 0, 0, YuvColor.Bt601)]
    [InlineData(3, 0, 0, YuvColor.Bt709)]
    [InlineData(7, 0, 0, YuvColor.Bt601Full)]
    [InlineData(3, 0, 1, YuvColor.Bt709Full)]
    [InlineData(3, 1, 2, YuvColor.Bt601)]
    [InlineData(8, 2, 1, YuvColor.Bt709Full)]
    [InlineData(8, 1, 1, YuvColor.Bt601Full)]
    [InlineData(7, 1, 2, YuvColor.Bt601)]
    [InlineData(3, 3, 1, YuvColor.Bt601)]
    [InlineData(3, 4, 1, YuvColor.Bt709)]
    public void Color_FollowsTheKernelsDefaults(uint space, uint encoding, uint quantization, YuvColor expected)
    {
        Assert.Equal(expected, V4l2Color.From(space, encoding, quantization));
        _kernel.Answer = format => format with { ColorSpace = space, YcbcrEncoding = encoding, Quantization = quantization };
        using V4l2Device device = V4l2Device.Open(_kernel, FakeVideoKernel.Device);
        Assert.Equal(expected, V4l2Negotiation.Agree(device, new V4l2CameraOptions(), jpeg: true).Yuv);
    }

    private string Agree(int width, int height, double rate = 0, string? format = null, bool jpeg = true)
    {
        using V4l2Device device = V4l2Device.Open(_kernel, FakeVideoKernel.Device);
        return V4l2Negotiation.Agree(device, new V4l2CameraOptions { Width = width, Height = height, FramesPerSecond = rate, Format = format }, jpeg).ToString();
    }
}
