using System.Diagnostics;
using EdgeCnn.Imaging;

namespace EdgeCnn.Devices.Camera;

/// <summary>A camera that is another program, whose raw pictures come through a pipe.</summary>
/// <remarks>
/// A pipe carries no sensor time: <see cref="Frame.CapturedAt"/> is the time of arrival. A program that dies or falls silent
/// is started anew, unless it never gave a picture, or had come to its end.
/// </remarks>
public abstract class ChildProcessCamera : ICamera, ICameraCounters
{
    private const int MaxStartsWithoutPicture = 3;
    private readonly ChildProgram program;
    private readonly CameraCounts counts = new();
    private readonly BackOff backOff;
    private RawVideoProcess? run;
    private int starts;
    private bool ended;
    private bool disposed;

    /// <summary>Names the program; it is started by the first capture.</summary>
    private protected ChildProcessCamera(ChildProgram program)
    {
        this.program = program;
        backOff = new BackOff(program.FirstRetry, program.LongestRetry);
    }

    /// <inheritdoc/>
    public string Description => program.Description;

    /// <inheritdoc/>
    public long Captured => counts.Captured;

    /// <inheritdoc/>
    public long Dropped => counts.Dropped;

    /// <summary>Pictures of which the program wrote a part only.</summary>
    public long Corrupt => counts.Corrupt;

    /// <inheritdoc/>
    public long Reconnects => counts.Reconnects;

    /// <inheritdoc/>
    public string? LastFault => counts.LastFault;

    /// <inheritdoc/>
    /// <exception cref="DeviceException">The program cannot be started, gave no picture, or a file broke off.</exception>
    public bool TryCapture(Frame frame, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        while (!ended && !cancellation.IsCancellationRequested && (run is not null || Start(cancellation)))
        {
            frame.Resize(program.Width, program.Height, PixelFormat.Yu12);
            CaptureResult result = run!.Read(frame.Pixels, cancellation);
            switch (result)
            {
                case CaptureResult.Captured:
                    starts = 0;
                    backOff.Reset();
                    Describe(frame);
                    return true;
                case CaptureResult.Cancelled:
                    if (run.Fault is not null)
                        Stop();
                    return false;
                case CaptureResult.Ended:
                    ended = true;
                    Stop();
                    return false;
                default:
                    Lose(result == CaptureResult.Corrupt);
                    break;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        disposed = true;
        Stop();
        GC.SuppressFinalize(this);
    }

    private void Describe(Frame frame)
    {
        frame.CapturedAt = Stopwatch.GetTimestamp();
        frame.HasSensorTime = false;
        frame.Yuv = program.Yuv;
        frame.Number = counts.AddCaptured();
        frame.Source = "";
        frame.Truth = null;
    }

    private bool Start(CancellationToken cancellation)
    {
        if (starts > 0 && !backOff.Wait(cancellation))
            return false;
        run = RawVideoProcess.Start(program);
        if (starts++ > 0)
            counts.AddReconnect();
        return true;
    }

    private void Lose(bool corrupt)
    {
        string fault = run!.Fault!;
        counts.SetFault(fault);
        Stop();
        if (corrupt)
            counts.AddCorrupt();

        // What is to end by itself would begin from its start again.
        if (program.EndsByItself || (counts.Captured == 0 && starts >= MaxStartsWithoutPicture))
            throw new DeviceException(program.Description, $"{Path.GetFileName(program.Path)} {fault}. Expected pictures of {program.Width}x{program.Height}, {PixelFormat.Yu12.PictureBytes(program.Width, program.Height)} bytes each.");
        starts = Math.Max(starts, 1);
    }

    private void Stop()
    {
        run?.Dispose();
        run = null;
    }
}
