using System.Globalization;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Doctor;

/// <summary>The cameras, with what they can send.</summary>
internal static class CameraFindings
{
    private const int MostFormats = 8;

    // Nodes of decoders and of the picture pipe, which no camera stands behind.
    private static readonly string[] NoCameras = ["bcm2835-codec", "bcm2835-isp", "rpi-hevc", "rpivid", "pispbe"];

    /// <summary>A line for each camera, or what to do where there is none.</summary>
    /// <param name="list">Lists them.</param>
    public static (CameraListing[] Cameras, Finding[] Findings) Of(Func<IEnumerable<CameraListing>> list)
    {
        CameraListing[] cameras;
        try
        {
            cameras = [.. list()];
        }
        catch (EdgeCnnException error)
        {
            return ([], [new Finding("cameras", FindingLevel.Fix, $"cannot be listed: {error.Message}")]);
        }

        return cameras.Length == 0
            ? (cameras, [new Finding("cameras", FindingLevel.Note, "none was found.", "Plug one in, or check its ribbon cable (the contacts look away from the clip) and run 'rpicam-hello --list-cameras'.")])
            : (cameras, [.. cameras.Select(camera => new Finding("cameras", FindingLevel.Ok, $"{camera.Path} {camera.Name}{Formats(camera)}"))]);
    }

    /// <summary>What the kernel lists, without formats.</summary>
    /// <param name="root">The file system's root; another one in tests.</param>
    public static IEnumerable<CameraListing> Listed(string root = "/")
    {
        var system = new SystemText(root);
        foreach (string node in system.Names("sys/class/video4linux", "video*"))
        {
            // A camera's further nodes carry what is no picture.
            if (system.Read($"sys/class/video4linux/{node}/name") is { Length: > 0 } name && !NoCameras.Any(other => name.StartsWith(other, StringComparison.Ordinal)) && system.Number($"sys/class/video4linux/{node}/index") is null or 0)
                yield return new CameraListing($"/dev/{node}", name, []);
        }
    }

    private static string Formats(CameraListing camera)
    {
        if (camera.Formats.Length == 0)
            return "";
        IEnumerable<string> shown = camera.Formats.Take(MostFormats).Select(format => string.Create(CultureInfo.InvariantCulture, $"{format.Format} {format.Width}x{format.Height}{(format.FramesPerSecond is { } rate ? $" {rate:0.#}/s" : "")}"));
        return $": {string.Join(", ", shown)}{(camera.Formats.Length > MostFormats ? $" and {camera.Formats.Length - MostFormats} more" : "")}";
    }
}
