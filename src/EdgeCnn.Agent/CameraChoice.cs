using EdgeCnn.Devices.Camera;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent;

/// <summary>From a camera's address to a camera that gives the pipeline its newest picture.</summary>
internal static class CameraChoice
{
    /// <summary>Opens a camera.</summary>
    /// <param name="address">See <see cref="CameraAddress"/>.</param>
    /// <param name="loop">True to begin again after the last picture of a folder or file.</param>
    /// <param name="framesPerSecond">Pictures a second at most; 0 for what the address says.</param>
    /// <exception cref="EdgeCnnException">The address makes no sense, or the camera does not open.</exception>
    public static ICamera Open(string address, bool loop, double framesPerSecond)
    {
        CameraAddress parsed = CameraAddress.Parse(address);
        parsed = parsed with { Loop = loop || parsed.Loop, FramesPerSecond = framesPerSecond > 0 ? framesPerSecond : parsed.FramesPerSecond };
        ICamera camera = parsed.Open(static () => TurboJpegDecoder.Over(new ManagedJpegDecoder()));
        return parsed.IsLive ? new LatestFrameCamera(camera) : camera;
    }

    /// <summary>Says what is wrong with an address, without opening anything; null for nothing.</summary>
    public static string? Wrong(string address)
    {
        try
        {
            CameraAddress.Parse(address);
            return null;
        }
        catch (EdgeCnnException error)
        {
            return error.Message.TrimEnd('.');
        }
    }
}
