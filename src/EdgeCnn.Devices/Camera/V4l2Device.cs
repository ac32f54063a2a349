using System.Runtime.InteropServices;
using EdgeCnn.Devices.Interop;

namespace EdgeCnn.Devices.Camera;

/// <summary>An open capture device: its requests, repeated after signals, and the words for their errors.</summary>
internal sealed class V4l2Device : IDisposable
{
    // A driver that is interrupted more often than this does not get on.
    private const int MaxInterrupts = 1000;
    private readonly ISystemCalls system;
    private readonly string path;
    private int handle;

    private V4l2Device(ISystemCalls system, string path, int handle)
    {
        this.system = system;
        this.path = path;
        this.handle = handle;
    }

    /// <summary>What the driver calls itself.</summary>
    public string Card { get; private set; } = "";

    /// <summary>Where it was opened.</summary>
    public string Path => path;

    /// <summary>V4L2's type of its buffers.</summary>
    public uint BufferType { get; private set; }

    /// <summary>True if its buffers have planes; only formats with one are used then.</summary>
    public bool IsMultiPlanar => BufferType == V4l2Ioctl.BufferTypeCaptureMultiPlanar;

    /// <summary>Opens a device that can stream pictures.</summary>
    /// <exception cref="DeviceException">It is missing, forbidden, or no camera.</exception>
    public static V4l2Device Open(ISystemCalls system, string path)
    {
        int handle = system.Open(path);
        if (handle < 0)
            throw Failure(path, "cannot be opened", -handle);
        var device = new V4l2Device(system, path, handle);
        try
        {
            device.ReadCapability();
            return device;
        }
        catch
        {
            device.Dispose();
            throw;
        }
    }

    /// <summary>Makes a request, again if a signal interrupts it.</summary>
    /// <returns>0, or the negated errno.</returns>
    public int Request<T>(uint request, ref T argument)
        where T : unmanaged
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(new Span<T>(ref argument));
        int result = -Errno.Interrupted;
        for (int i = 0; i < MaxInterrupts && result == -Errno.Interrupted; i++)
            result = system.Ioctl(handle, request, bytes);
        return result;
    }

    /// <summary>Makes a request that has to succeed.</summary>
    /// <exception cref="DeviceException">It did not.</exception>
    public void Demand<T>(uint request, ref T argument, string what)
        where T : unmanaged
    {
        int result = Request(request, ref argument);
        if (result < 0)
            throw Failure(path, $"{what} failed", -result);
    }

    /// <summary>Waits for a filled buffer.</summary>
    /// <returns>The events of poll; 0 at the end of the time; the negated errno.</returns>
    public int Poll(int milliseconds)
    {
        var entry = new PollEntry(handle);
        int result = system.Poll(new Span<PollEntry>(ref entry), milliseconds);
        return result > 0 ? entry.Returned : result;
    }

    /// <summary>Shares a buffer.</summary>
    /// <exception cref="DeviceException">The kernel refuses.</exception>
    public nint Map(long offset, int length)
    {
        int result = system.Map(handle, offset, length, out nint address);
        return result == 0 ? address : throw Failure(path, $"mapping a buffer of {length} bytes failed", -result);
    }

    /// <summary>Gives a shared buffer back.</summary>
    public void Unmap(nint address, int length) => system.Unmap(address, length);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (handle >= 0)
            system.Close(handle);
        handle = -1;
    }

    private void ReadCapability()
    {
        V4l2Capability capability = default;
        int result = Request(V4l2Ioctl.QueryCap, ref capability);
        if (result is -Errno.NotTerminal or -Errno.Invalid)
            throw new DeviceException(path, "is not a V4L2 device. Expected a camera such as /dev/video0; `v4l2-ctl --list-devices` lists them.", -result);
        if (result < 0)
            throw Failure(path, "VIDIOC_QUERYCAP failed", -result);
        Card = capability.Card.ToString();
        uint capabilities = (capability.Capabilities & V4l2Ioctl.CapDeviceCaps) != 0 ? capability.DeviceCaps : capability.Capabilities;
        BufferType = (capabilities & V4l2Ioctl.CapVideoCapture) != 0 ? V4l2Ioctl.BufferTypeCapture
            : (capabilities & V4l2Ioctl.CapVideoCaptureMultiPlanar) != 0 ? V4l2Ioctl.BufferTypeCaptureMultiPlanar
            : throw new DeviceException(path, $"'{Card}' gives no pictures (capabilities 0x{capabilities:x8}). A camera has several nodes: try its next one, `v4l2-ctl --list-devices` lists them.");
        if ((capabilities & V4l2Ioctl.CapStreaming) == 0)
            throw new DeviceException(path, $"'{Card}' cannot stream into shared buffers (capabilities 0x{capabilities:x8}), which is the only way that is used here.");
    }

    private static DeviceException Failure(string path, string what, int errno) => new(path, $"{what}: {Errno.Text(errno)}.{Advice(errno)}", errno);

    private static string Advice(int errno) => errno switch
    {
        Errno.NoEntry or Errno.NoDevice or Errno.NoDeviceOrAddress => " Check the cable; `ls /dev/video*` shows what is there. A CSI camera of a Raspberry Pi is opened as rpicam:, not as v4l2:.",
        Errno.Access or Errno.NotPermitted => " Add the user to the group video: sudo usermod -aG video $USER, then log in again.",
        Errno.Busy => " Another program uses the camera: `fuser -v /dev/video*` names it.",
        Errno.NoSpace => " The USB bus has too little bandwidth left: ask for a smaller size, a lower rate or format=mjpg.",
        Errno.NoMemory => " The kernel has too little memory for the camera's buffers: ask for a smaller size, or raise cma= in the kernel's command line.",
        _ => "",
    };
}
