using System.Runtime.ExceptionServices;
using EdgeCnn.Imaging;

namespace EdgeCnn.Devices.Camera;

/// <summary>
/// Captures from a live camera on a thread of its own and hands out the newest picture only, so that a slow reader never
/// sees an old one. What it does not fetch in time is dropped and counted.
/// </summary>
/// <remarks>
/// Layout: three frames go round, the one being filled, the newest, and the reader's; buffers change hands without a copy.
/// Threading: one reader; the counters may be read by all.
/// </remarks>
public sealed class LatestFrameCamera : ICamera, ICameraCounters
{
    // How long a cancelled reader may go unnoticed.
    private const int SliceMs = 100;
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);
    private readonly ICamera camera;
    private readonly ICameraCounters? inner;
    private readonly CameraCounts counts = new();
    private readonly CancellationTokenSource stop = new();
    private readonly object gate = new();
    private readonly Thread thread;
    private Frame filling = new();
    private Frame newest = new();
    private bool hasNewest;
    private bool ended;
    private ExceptionDispatchInfo? failure;
    private bool disposed;

    /// <summary>Starts to capture.</summary>
    /// <param name="camera">The live camera; it is disposed with this one.</param>
    public LatestFrameCamera(ICamera camera)
    {
        this.camera = camera;
        inner = camera as ICameraCounters;
        thread = new Thread(Run) { IsBackground = true, Name = "camera" };
        thread.Start();
    }

    /// <inheritdoc/>
    public string Description => camera.Description;

    /// <inheritdoc/>
    public long Captured => counts.Captured;

    /// <summary>Pictures that a newer one overtook here, and those that the camera itself dropped.</summary>
    public long Dropped => counts.Dropped + (inner?.Dropped ?? 0);

    /// <inheritdoc/>
    public long Corrupt => inner?.Corrupt ?? 0;

    /// <inheritdoc/>
    public long Reconnects => inner?.Reconnects ?? 0;

    /// <inheritdoc/>
    public string? LastFault => inner?.LastFault;

    /// <summary>Waits for a picture newer than the last one and gives it to the frame.</summary>
    /// <returns>False at the camera's end, or on cancellation.</returns>
    /// <exception cref="EdgeCnn.Graph.EdgeCnnException">The camera failed; each further call says so again.</exception>
    public bool TryCapture(Frame frame, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        lock (gate)
        {
            while (!hasNewest && !ended && !cancellation.IsCancellationRequested)
                Monitor.Wait(gate, SliceMs);
            if (cancellation.IsCancellationRequested)
                return false;
            if (hasNewest)
            {
                hasNewest = false;
                frame.Exchange(newest);
                return true;
            }
        }

        failure?.Throw();
        return false;
    }

    /// <summary>Stops the thread and disposes the camera.</summary>
    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        stop.Cancel();

        // A camera whose driver does not come back still has its thread inside, and is left to the end of the process.
        if (thread.Join(StopTimeout))
        {
            camera.Dispose();
            stop.Dispose();
        }
    }

    private void Run()
    {
        try
        {
            while (camera.TryCapture(filling, stop.Token))
                Publish();
        }
#pragma warning disable CA1031 // Whatever it is, the reader has to hear of it: on this thread nobody would.
        catch (Exception error)
#pragma warning restore CA1031
        {
            failure = ExceptionDispatchInfo.Capture(error);
        }

        lock (gate)
        {
            ended = true;
            Monitor.PulseAll(gate);
        }
    }

    private void Publish()
    {
        lock (gate)
        {
            counts.AddCaptured();
            if (hasNewest)
                counts.AddDropped(1);
            (filling, newest) = (newest, filling);
            hasNewest = true;
            Monitor.PulseAll(gate);
        }
    }
}
