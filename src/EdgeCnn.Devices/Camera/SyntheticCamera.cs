using System.Diagnostics;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;

namespace EdgeCnn.Devices.Camera;

/// <summary>A bright disc that wanders over a slowly turning gradient: pictures without a camera, the same ones each time.</summary>
public sealed class SyntheticCamera : ICamera
{
    private readonly CameraPacing pacing;
    private readonly int width;
    private readonly int height;
    private readonly PixelFormat format;
    private long number;

    /// <summary>Names size and rate.</summary>
    /// <param name="width">Pixels in a row; even for YUYV.</param>
    /// <param name="height">Rows.</param>
    /// <param name="framesPerSecond">0 for as fast as they are taken.</param>
    /// <param name="format"><see cref="PixelFormat.Rgb24"/>, or <see cref="PixelFormat.Yuyv"/> as most webcams give it.</param>
    /// <exception cref="EdgeCnnException">The size or the format is not possible.</exception>
    public SyntheticCamera(int width = 320, int height = 240, double framesPerSecond = 30, PixelFormat format = PixelFormat.Rgb24)
    {
        if (format is not (PixelFormat.Rgb24 or PixelFormat.Yuyv))
            throw new EdgeCnnException($"camera synthetic: format {format} is not drawn. Expected Rgb24 or Yuyv.", ExitCode.Usage);
        if (width <= 0 || height <= 0 || (format == PixelFormat.Yuyv && width % 2 != 0))
            throw new EdgeCnnException($"camera synthetic: a size of {width}x{height} is not possible{(width > 0 && height > 0 ? " in YUYV, whose widths are even" : "")}. Take 320x240.", ExitCode.Usage);
        (this.width, this.height, this.format) = (width, height, format);
        pacing = new CameraPacing(framesPerSecond);
    }

    /// <inheritdoc/>
    public string Description => $"synthetic {width}x{height}";

    /// <inheritdoc/>
    public bool TryCapture(Frame frame, CancellationToken cancellation)
    {
        if (!pacing.Wait(cancellation))
            return false;
        frame.Resize(width, height, format);
        frame.Number = ++number;
        frame.Source = "";
        frame.Truth = null;
        frame.Yuv = YuvColor.Bt601;
        frame.HasSensorTime = false;
        Draw(frame.Pixels, (int)(number % 1024));
        frame.CapturedAt = Stopwatch.GetTimestamp();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Draw(Span<byte> pixels, int time)
    {
        int radius = Math.Max(1, height / 6);
        int centreX = Bounce(time * 3, width), centreY = Bounce(time * 2, height);
        for (int y = 0, at = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int dx = x - centreX, dy = y - centreY;
                bool disc = (dx * dx) + (dy * dy) < radius * radius;
                byte red = disc ? (byte)255 : (byte)((x + time) / 4);
                byte green = disc ? (byte)235 : (byte)(y / 3);
                byte blue = disc ? (byte)120 : (byte)(64 + ((x + y) / 8));
                at += format == PixelFormat.Rgb24 ? PutRgb(pixels[at..], red, green, blue) : PutYuyv(pixels[at..], red, green, blue, x % 2 != 0);
            }
        }
    }

    private static int PutRgb(Span<byte> pixel, byte red, byte green, byte blue)
    {
        pixel[2] = blue;
        pixel[1] = green;
        pixel[0] = red;
        return 3;
    }

    // BT.601 in limited range, in 1/256; a pair has the chroma of its first pixel. Source: ITU-R BT.601-7 §2.5.
    private static int PutYuyv(Span<byte> pixel, byte red, byte green, byte blue, bool second)
    {
        pixel[0] = (byte)(16 + (((66 * red) + (129 * green) + (25 * blue) + 128) >> 8));
        if (second)
            return 2;
        pixel[1] = (byte)(128 + (((-38 * red) - (74 * green) + (112 * blue) + 128) >> 8));
        pixel[3] = (byte)(128 + (((112 * red) - (94 * green) - (18 * blue) + 128) >> 8));
        return 2;
    }

    // A position that runs to and fro between 0 and size.
    private static int Bounce(int position, int size)
    {
        int phase = position % (2 * size);
        return phase < size ? phase : (2 * size) - 1 - phase;
    }
}
