using EdgeCnn.Devices;
using EdgeCnn.Devices.Camera;

namespace EdgeCnn.Agent.Doctor;

/// <summary>Asks each camera what it sends.</summary>
internal static class CameraFormats
{
    /// <summary>The cameras of this board; one that does not answer has no formats.</summary>
    public static IEnumerable<CameraListing> OfThisBoard() => CameraFindings.Listed().Select(camera => camera with { Formats = [.. Of(camera.Path)] });

    private static IEnumerable<CameraFormat> Of(string path)
    {
        try
        {
            return V4l2Camera.Formats(path)
                .SelectMany(format => format.Sizes.Select(size => new CameraFormat(format.FourCc, size.MaxWidth, size.MaxHeight, size.Rates.Count > 0 ? size.Rates[0] : null)));
        }
        catch (DeviceException)
        {
            // Rights and missing devices are findings of their own.
            return [];
        }
    }
}
