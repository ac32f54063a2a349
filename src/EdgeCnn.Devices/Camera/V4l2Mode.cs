using EdgeCnn.Devices.Interop;
using EdgeCnn.Imaging;

namespace EdgeCnn.Devices.Camera;

/// <summary>What a driver and its user agreed on.</summary>
/// <param name="FourCc">V4L2's number of the format.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Stride">Bytes from one row to the next; 0 for JPEG.</param>
/// <param name="Yuv">What luma and chroma mean.</param>
/// <param name="FramesPerSecond">What the driver says; 0 if it does not.</param>
internal sealed record V4l2Mode(uint FourCc, int Width, int Height, int Stride, YuvColor Yuv, double FramesPerSecond)
{
    /// <summary>True if pictures are JPEG files.</summary>
    public bool IsJpeg { get; } = V4l2PixelFormats.IsJpeg(FourCc);

    /// <summary>The layout of pictures that are not.</summary>
    public PixelFormat Layout => V4l2PixelFormats.Layout(FourCc);

    /// <summary>For example <c>640x480 YUYV</c>.</summary>
    public override string ToString() => $"{Width}x{Height} {V4l2Ioctl.Text(FourCc)}";
}
