using System.Globalization;
using EdgeCnn.Devices.Interop;
using EdgeCnn.Imaging;

namespace EdgeCnn.Devices.Camera;

/// <summary>A camera of Video for Linux 2: USB webcams, and whatever else gives pictures at a /dev/video node.</summary>
/// <remarks>
/// Pictures are streamed through buffers that the driver shares. Damaged ones are counted and skipped. A camera that is
/// unplugged or falls silent is waited for and opened again, for as long as the options say.
/// </remarks>
public sealed class V4l2Camera : ICamera, ICameraCounters
{
    // A stream that gives nothing but damaged pictures is opened anew.
    private const int MaxCorruptInARow = 100;
    private readonly ISystemCalls system;
    private readonly V4l2CameraOptions options;
    private readonly V4l2Path path;
    private readonly IJpegFrameDecoder? jpeg;
    private readonly CameraCounts counts = new();
    private readonly BackOff backOff;
    private V4l2Device? device;
    private V4l2Stream? stream;
    private V4l2Mode? mode;
    private int corruptInARow;
    private long lostAt;
    private bool disposed;

    /// <summary>Opens a camera and starts its stream.</summary>
    /// <param name="options">What is wanted.</param>
    /// <param name="jpeg">Decodes the pictures of cameras that give JPEG, and is disposed with this one; null if such formats are not to be used.</param>
    /// <exception cref="DeviceException">The camera is missing, forbidden, busy, or gives nothing usable.</exception>
    /// <exception cref="EdgeCnn.Graph.EdgeCnnException">The format wanted is unknown.</exception>
    public V4l2Camera(V4l2CameraOptions options, IJpegFrameDecoder? jpeg = null)
        : this(options, jpeg, Libc.Instance)
    {
    }

    /// <summary>Opens a camera of another kernel.</summary>
    internal V4l2Camera(V4l2CameraOptions options, IJpegFrameDecoder? jpeg, ISystemCalls system)
    {
        this.system = system;
        this.options = options;
        this.jpeg = jpeg;
        path = new V4l2Path(options.Path);
        backOff = new BackOff(options.FirstRetry, options.LongestRetry);
        Open();
    }

    /// <inheritdoc/>
    public string Description => string.Create(CultureInfo.InvariantCulture,
        $"v4l2:{options.Path}{(device is { Card.Length: > 0 } ? $" ({device.Card})" : "")} {mode}{(mode?.FramesPerSecond > 0 ? $" {mode.FramesPerSecond:0.##} fps" : "")}");

    /// <inheritdoc/>
    public long Captured => counts.Captured;

    /// <summary>Pictures that the driver numbered and did not deliver.</summary>
    public long Dropped => counts.Dropped;

    /// <inheritdoc/>
    public long Corrupt => counts.Corrupt;

    /// <inheritdoc/>
    public long Reconnects => counts.Reconnects;

    /// <inheritdoc/>
    public string? LastFault => counts.LastFault;

    /// <summary>Lists what a device offers, for people and checks.</summary>
    /// <exception cref="DeviceException">The device is missing, forbidden, or no camera.</exception>
    public static IReadOnlyList<CameraFormat> Formats(string path) => Formats(path, Libc.Instance);

    /// <summary>Lists what a device of another kernel offers.</summary>
    internal static IReadOnlyList<CameraFormat> Formats(string path, ISystemCalls system)
    {
        using V4l2Device device = V4l2Device.Open(system, path);
        return V4l2Listing.Formats(device);
    }

    /// <inheritdoc/>
    /// <exception cref="DeviceException">The camera was lost and did not come back in time.</exception>
    public bool TryCapture(Frame frame, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        while (!cancellation.IsCancellationRequested && (stream is not null || Reopen(cancellation)))
        {
            switch (stream!.Take(frame, options.StallTimeout, cancellation))
            {
                case CaptureResult.Captured:
                    corruptInARow = 0;
                    lostAt = 0;
                    backOff.Reset();
                    frame.Number = counts.AddCaptured();
                    frame.Source = "";
                    frame.Truth = null;
                    return true;
                case CaptureResult.Corrupt:
                    counts.AddCorrupt();
                    if (++corruptInARow >= MaxCorruptInARow)
                        Close($"gave {corruptInARow} damaged pictures in a row");
                    break;
                case CaptureResult.Cancelled:
                    return false;
                default:
                    Close(stream.Fault!);
                    break;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        stream?.Dispose();
        device?.Dispose();
        jpeg?.Dispose();
    }

    private void Open()
    {
        V4l2Device opened = V4l2Device.Open(system, path.Current);
        try
        {
            mode = V4l2Negotiation.Agree(opened, options, jpeg is not null);
            stream = new V4l2Stream(opened, mode, jpeg, counts);
            device = opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }

        corruptInARow = 0;
        path.Remember();
    }

    // The handle of a lost camera has to go before its number is free for the one that comes back.
    private void Close(string reason)
    {
        counts.SetFault(reason);
        stream?.Dispose();
        device?.Dispose();
        stream = null;
        device = null;
    }

    private bool Reopen(CancellationToken cancellation)
    {
        // The time counts from the last picture on: a camera that opens and gives none is still lost.
        if (lostAt == 0)
            lostAt = Environment.TickCount64;
        while (true)
        {
            if (options.GiveUpAfter >= TimeSpan.Zero && Environment.TickCount64 - lostAt >= options.GiveUpAfter.TotalMilliseconds)
                throw new DeviceException(options.Path, $"was lost and did not come back within {options.GiveUpAfter.TotalSeconds:0.###} s: {counts.LastFault} Check the cable and the power supply.");
            if (!backOff.Wait(cancellation))
                return false;
            try
            {
                Open();
                counts.AddReconnect();
                return true;
            }
            catch (DeviceException error)
            {
                counts.SetFault(error.Message);
            }
        }
    }
}
