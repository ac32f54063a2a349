using System.Globalization;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;

namespace EdgeCnn.Devices.Camera;

/// <summary>What a camera is called on a command line or in a configuration, taken apart.</summary>
/// <remarks>
/// Layout: <c>KIND:TARGET?KEY=VALUE&amp;KEY=VALUE</c>. A question mark begins the parameters only if all that follows the last
/// one is known here, so that a stream's address may have a query of its own.
/// </remarks>
public sealed record CameraAddress
{
    private const int MaxSide = 16384;
    private const string Expected = "Expected v4l2:/dev/video0?size=640x480&rate=30&format=yuyv, rpicam:?size=640x480, ffmpeg:FILE|URL?size=640x480, files:DIR or synthetic:320x240.";
    private static readonly string[] Kinds = ["v4l2", "rpicam", "ffmpeg", "files", "synthetic"];
    private static readonly string[] Keys = ["size", "rate", "format", "loop"];

    private CameraAddress(string text, string kind, string target) => (Text, Kind, Target) = (text, kind, target);

    /// <summary>The kind: v4l2, rpicam, ffmpeg, files or synthetic.</summary>
    public string Kind { get; }

    /// <summary>The device, file, address or folder; empty where there is nothing to choose.</summary>
    public string Target { get; }

    /// <summary>Pixels in a row; 0 for the kind's own size.</summary>
    public int Width { get; init; }

    /// <summary>Rows; 0 for the kind's own size.</summary>
    public int Height { get; init; }

    /// <summary>Frames per second; 0 for the kind's own rate.</summary>
    public double FramesPerSecond { get; init; }

    /// <summary>V4L2's name of a format; null for the best.</summary>
    public string? Format { get; init; }

    /// <summary>True to begin a file or folder again after its end.</summary>
    public bool Loop { get; init; }

    /// <summary>True if its pictures go by whether they are taken or not, so that it belongs into a <see cref="LatestFrameCamera"/>.</summary>
    public bool IsLive => Kind is "v4l2" or "rpicam" or "ffmpeg";

    private string Text { get; }

    /// <summary>Takes an address apart.</summary>
    /// <exception cref="EdgeCnnException">It makes no sense (<see cref="ExitCode.Usage"/>); the message says what is possible.</exception>
    public static CameraAddress Parse(string text)
    {
        int question = text.LastIndexOf('?');
        string[] pairs = question < 0 ? [] : text[(question + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries);
        if (question >= 0 && Foreign(pairs) is { } foreign)
        {
            // A stream's own query, or a folder of that name; everywhere else it is an error of the user's.
            if (text.StartsWith("v4l2:", StringComparison.Ordinal) || text.StartsWith("rpicam:", StringComparison.Ordinal) || text.StartsWith("synthetic", StringComparison.Ordinal))
                throw Wrong(text, $"parameter '{foreign}' is unknown; known are {string.Join(", ", Keys)}");
            (question, pairs) = (-1, []);
        }

        string front = question < 0 ? text : text[..question];
        int colon = front.IndexOf(':', StringComparison.Ordinal);
        string kind = colon < 0 ? front : front[..colon], target = colon < 0 ? "" : front[(colon + 1)..];
        if (!Kinds.Contains(kind))
            throw Wrong(text, kind.StartsWith('/') ? "it has no kind; a device is written v4l2:/dev/video0"
                : text.Contains("://", StringComparison.Ordinal) ? "a stream's address is written behind ffmpeg:"
                : $"kind '{kind}' is unknown");
        var address = new CameraAddress(text, kind, target);
        if (kind == "synthetic" && target.Length > 0)
            address = address.WithSize(target);
        address = pairs.Aggregate(address, (current, pair) => current.With(pair));
        return address.Checked();
    }

    /// <summary>Opens the camera.</summary>
    /// <param name="jpeg">Makes the decoder for cameras that give JPEG pictures; null if they are not to be used.</param>
    /// <exception cref="EdgeCnnException">It cannot be opened.</exception>
    public ICamera Open(Func<IJpegFrameDecoder?>? jpeg = null)
    {
        (int width, int height) = Width > 0 ? (Width, Height) : Kind == "synthetic" ? (320, 240) : (640, 480);
        return Kind switch
        {
            "v4l2" => OpenV4l2(width, height, jpeg?.Invoke()),
            "rpicam" => new RpicamCamera(width, height, FramesPerSecond, Target.Length > 0 ? int.Parse(Target, CultureInfo.InvariantCulture) : 0),
            "ffmpeg" => new FfmpegCamera(Target, width, height, FramesPerSecond, Loop),
            "files" => new FileCamera(Target, Loop, FramesPerSecond),
            _ => new SyntheticCamera(width, height, FramesPerSecond > 0 ? FramesPerSecond : 30, Format is null ? PixelFormat.Rgb24 : PixelFormat.Yuyv),
        };
    }

    /// <summary>The address without secrets.</summary>
    public override string ToString() => new SourceUrl(Text).ToString();

    private V4l2Camera OpenV4l2(int width, int height, IJpegFrameDecoder? decoder)
    {
        var options = new V4l2CameraOptions { Path = Target, Width = width, Height = height, FramesPerSecond = FramesPerSecond, Format = Format };
        try
        {
            return new V4l2Camera(options, decoder);
        }
        catch
        {
            decoder?.Dispose();
            throw;
        }
    }

    private static string? Foreign(string[] pairs) => pairs.Select(pair => pair.Split('=', 2)[0]).FirstOrDefault(key => !Keys.Contains(key));

    private CameraAddress With(string pair)
    {
        string[] parts = pair.Split('=', 2);
        string value = parts.Length == 2 ? parts[1] : "";
        switch (parts[0])
        {
            case "size":
                return WithSize(value);
            case "rate":
                bool good = double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double rate) && rate is > 0 and <= 1000;
                return good ? this with { FramesPerSecond = rate } : throw Wrong(Text, $"rate '{value}' is no number of frames per second up to 1000");
            case "loop":
                return value is "yes" or "no" ? this with { Loop = value == "yes" } : throw Wrong(Text, $"loop is '{value}'; it is yes or no");
            default:
                return this with { Format = V4l2PixelFormats.Find(value) ?? throw Wrong(Text, $"format '{value}' is unknown; known are {string.Join(", ", V4l2PixelFormats.Names)}") };
        }
    }

    private CameraAddress WithSize(string text)
    {
        string[] sides = text.Split('x');
        bool good = Side(sides[0], out int width) & Side(sides[^1], out int height) && sides.Length == 2;
        return good ? this with { Width = width, Height = height } : throw Wrong(Text, $"size '{text}' is no WIDTHxHEIGHT with sides of 1 to {MaxSide}");

        static bool Side(string text, out int side) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out side) && side is > 0 and <= MaxSide;
    }

    private CameraAddress Checked() => this switch
    {
        { Kind: "v4l2", Target: "" } => throw Wrong(Text, "the device is missing; `ls /dev/video* /dev/v4l/by-id` shows what is there"),
        { Kind: "ffmpeg", Target: "" } => throw Wrong(Text, "the file or address is missing"),
        { Kind: "files", Target: "" } => throw Wrong(Text, "the folder is missing"),
        { Kind: "rpicam", Target.Length: > 0 } when !int.TryParse(Target, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number > 15 => throw Wrong(Text, $"camera '{Target}' is no number of 0 to 15"),
        { Kind: "synthetic", Format: not (null or "YUYV") } => throw Wrong(Text, $"format {Format} is not drawn; YUYV is, and RGB where no format is named"),
        { Kind: "rpicam" or "ffmpeg" or "files", Format: not null } => throw Wrong(Text, $"{Kind} has no choice of formats"),
        { Kind: "files", Width: > 0 } => throw Wrong(Text, "pictures of a folder have their own sizes"),
        { Kind: "v4l2" or "rpicam" or "synthetic", Loop: true } => throw Wrong(Text, $"{Kind} has no end to loop at"),
        _ => this,
    };

    private static EdgeCnnException Wrong(string text, string detail) =>
        new($"camera '{new SourceUrl(text)}': {detail}. {Expected}", ExitCode.Usage);
}
