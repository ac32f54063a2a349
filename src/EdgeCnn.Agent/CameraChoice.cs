using EdgeCnn.Devices.Camera;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent;

/// <summary>From a camera's address to a camera: the one place that knows which there are.</summary>
internal static class CameraChoice
{
    private const string Files = "files:";

    /// <summary>Opens a camera.</summary>
    /// <param name="address"><c>files:DIR</c> or <c>synthetic</c>.</param>
    /// <param name="loop">True to begin again after the last picture of a folder.</param>
    /// <param name="framesPerSecond">Pictures a second at most; 0 for as fast as the camera gives them.</param>
    /// <exception cref="EdgeCnnException">The address is unknown, or the camera does not open.</exception>
    public static ICamera Open(string address, bool loop, double framesPerSecond)
    {
        if (address == "synthetic")
            return new SyntheticCamera(framesPerSecond: framesPerSecond > 0 ? framesPerSecond : 30);
        return address.StartsWith(Files, StringComparison.Ordinal) && address.Length > Files.Length
            ? new FileCamera(address[Files.Length..], loop, framesPerSecond)
            : throw new EdgeCnnException($"run: camera '{address}' is unknown. Expected files:DIR or synthetic.", ExitCode.Usage);
    }

    /// <summary>Says what is wrong with an address, without opening anything; null for nothing.</summary>
    public static string? Wrong(string address) =>
        address == "synthetic" || (address.StartsWith(Files, StringComparison.Ordinal) && address.Length > Files.Length) ? null : "expected files:DIR or synthetic";
}
