using EdgeCnn.Graph;

namespace EdgeCnn.Devices;

/// <summary>A device, or a program that stands for one, is missing, busy, forbidden or broken.</summary>
/// <param name="device">Its path or name.</param>
/// <param name="detail">What failed, found against expected, and the next step.</param>
/// <param name="errno">What the operating system said; 0 if it said nothing.</param>
/// <param name="inner">The cause, where there is one.</param>
public sealed class DeviceException(string device, string detail, int errno = 0, Exception? inner = null)
    : EdgeCnnException($"{device}: {detail}", ExitCode.Device, inner)
{
    /// <summary>The device's path or name.</summary>
    public string Device { get; } = device;

    /// <summary>The operating system's error number; 0 if there is none.</summary>
    public int Errno { get; } = errno;
}
