using System.Diagnostics;
using EdgeCnn.Imaging;

namespace EdgeCnn.Devices.Camera;

/// <summary>A bright disc that wanders over a slowly turning gradient: pictures without a camera, the same ones each time.</summary>
public sealed class SyntheticCamera(int width = 320, int height = 240, double framesPerSecond = 30) : ICamera
{
    private readonly CameraPacing pacing = new(framesPerSecond);
    private long number;

    /// <inheritdoc/>
    public string Description => $"synthetic {width}x{height}";

    /// <inheritdoc/>
    public bool TryCapture(Frame frame, CancellationToken cancellation)
    {
        if (!pacing.Wait(cancellation))
            return false;
        frame.Resize(width, height, PixelFormat.Rgb24);
        frame.Number = ++number;
        frame.Source = "";
        frame.Truth = null;
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
            for (int x = 0; x < width; x++, at += 3)
            {
                int dx = x - centreX, dy = y - centreY;
                bool disc = (dx * dx) + (dy * dy) < radius * radius;
                pixels[at] = disc ? (byte)255 : (byte)((x + time) / 4);
                pixels[at + 1] = disc ? (byte)235 : (byte)(y / 3);
                pixels[at + 2] = disc ? (byte)120 : (byte)(64 + ((x + y) / 8));
            }
        }
    }

    // A position that runs to and fro between 0 and size.
    private static int Bounce(int position, int size)
    {
        int phase = position % (2 * size);
        return phase < size ? phase : (2 * size) - 1 - phase;
    }
}
