using System.Globalization;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;

namespace EdgeCnn.Devices.Camera;

/// <summary>A camera at a Raspberry Pi's CSI connector, through the system's own rpicam-vid.</summary>
public sealed class RpicamCamera : ChildProcessCamera
{
    // libcamera pads rows to a multiple of 64 bytes and says nothing of it in the pipe.
    private const int WidthStep = 64;
    private static readonly string[] Names = ["rpicam-vid", "libcamera-vid"];

    /// <summary>Names a camera; it is started by the first capture.</summary>
    /// <param name="width">Pixels in a row, a multiple of 64, so that rows have no padding.</param>
    /// <param name="height">Rows, an even number.</param>
    /// <param name="framesPerSecond">0 for rpicam-vid's own.</param>
    /// <param name="number">Which camera, where there are several.</param>
    /// <exception cref="DeviceException">There is no rpicam-vid.</exception>
    /// <exception cref="EdgeCnnException">The size is not possible.</exception>
    public RpicamCamera(int width = 640, int height = 480, double framesPerSecond = 0, int number = 0)
        : this(ChildProgram.Find(Names, "Install it: sudo apt install rpicam-apps (Raspberry Pi OS; rpicam-apps-lite has no window)."), width, height, framesPerSecond, number, program => program)
    {
    }

    /// <summary>Names another program that understands rpicam-vid's options.</summary>
    internal RpicamCamera(string path, int width, int height, double framesPerSecond, int number, Func<ChildProgram, ChildProgram> change)
        : base(change(Program(path, width, height, framesPerSecond, number)))
    {
    }

    private static ChildProgram Program(string path, int width, int height, double framesPerSecond, int number)
    {
        if (width <= 0 || width % WidthStep != 0)
        {
            int below = Math.Max(WidthStep, width / WidthStep * WidthStep);
            throw new EdgeCnnException($"camera rpicam: a width of {width} is not divisible by {WidthStep}, and rows would have padding. Take {below} or {below + WidthStep}.", ExitCode.Usage);
        }

        if (height <= 0 || height % 2 != 0)
            throw new EdgeCnnException($"camera rpicam: a height of {height} is not even. Take {Math.Max(2, height + 1)}.", ExitCode.Usage);

        // Without --flush the end of each picture stays in the program until the next one.
        List<string> arguments = ["-t", "0", "-n", "--codec", "yuv420", "--flush", "--camera", Text(number), "--width", Text(width), "--height", Text(height), "-o", "-"];
        if (framesPerSecond > 0)
            arguments.AddRange(["--framerate", Text(framesPerSecond)]);

        // rpicam-vid asks libcamera for BT.709 from 720 rows or 1280 columns on, and for SMPTE 170M below.
        YuvColor yuv = width >= 1280 || height >= 720 ? YuvColor.Bt709 : YuvColor.Bt601;
        return new ChildProgram($"rpicam:{(number > 0 ? $"{number} " : "")}{width}x{height}", path, arguments, width, height, yuv);
    }

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
