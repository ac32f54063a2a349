using System.Globalization;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;

namespace EdgeCnn.Devices.Camera;

/// <summary>A video file or network stream, decoded by the system's own ffmpeg.</summary>
/// <remarks>A file plays at its own pace, like a camera, and ends; a stream is opened anew when it ends.</remarks>
public sealed class FfmpegCamera : ChildProcessCamera
{
    /// <summary>Names a source; it is opened by the first capture.</summary>
    /// <param name="source">A file's path or a stream's URL.</param>
    /// <param name="width">Pixels in a row, an even number; pictures are scaled to it.</param>
    /// <param name="height">Rows, an even number.</param>
    /// <param name="framesPerSecond">0 for the source's own.</param>
    /// <param name="loop">True to begin a file again after its end.</param>
    /// <exception cref="DeviceException">There is no ffmpeg.</exception>
    /// <exception cref="EdgeCnnException">The size is not possible.</exception>
    public FfmpegCamera(string source, int width = 640, int height = 480, double framesPerSecond = 0, bool loop = false)
        : this(ChildProgram.Find(["ffmpeg"], "Install it: sudo apt install ffmpeg."), source, width, height, framesPerSecond, loop, program => program)
    {
    }

    /// <summary>Names another program that understands ffmpeg's options.</summary>
    internal FfmpegCamera(string path, string source, int width, int height, double framesPerSecond, bool loop, Func<ChildProgram, ChildProgram> change)
        : base(change(Program(path, source, width, height, framesPerSecond, loop)))
    {
    }

    private static ChildProgram Program(string path, string source, int width, int height, double framesPerSecond, bool loop)
    {
        var url = new SourceUrl(source);
        if (width <= 0 || height <= 0 || width % 2 != 0 || height % 2 != 0)
            throw new EdgeCnnException($"camera ffmpeg:{url}: a size of {width}x{height} is not even, which 4:2:0 pictures are. Take {Math.Max(2, width + (width & 1))}x{Math.Max(2, height + (height & 1))}.", ExitCode.Usage);
        List<string> arguments = ["-nostdin", "-hide_banner", "-loglevel", "error"];
        if (!url.IsNetwork)
            arguments.AddRange(["-re", "-stream_loop", loop ? "-1" : "0"]);
        else
            arguments.AddRange(["-fflags", "nobuffer", "-flags", "low_delay"]);
        if (source.StartsWith("rtsp:", StringComparison.OrdinalIgnoreCase))
            arguments.AddRange(["-rtsp_transport", "tcp"]);

        // The colours are asked for, as ffmpeg does not say in the pipe which ones it chose.
        string rate = framesPerSecond > 0 ? string.Create(CultureInfo.InvariantCulture, $"fps={framesPerSecond:0.###},") : "";
        string scale = string.Create(CultureInfo.InvariantCulture, $"{rate}scale={width}:{height}:out_color_matrix=bt601:out_range=tv");
        arguments.AddRange(["-i", source, "-an", "-sn", "-vf", scale, "-pix_fmt", "yuv420p", "-f", "rawvideo", "pipe:1"]);
        return new ChildProgram($"ffmpeg:{url} {width}x{height}", path, arguments, width, height, YuvColor.Bt601)
        {
            EndsByItself = !url.IsNetwork,
            Redact = url.Redact,
        };
    }
}
