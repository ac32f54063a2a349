using System.Diagnostics;

namespace EdgeCnn.Devices.Camera;

/// <summary>Holds a source without a clock of its own to a frame rate.</summary>
internal sealed class CameraPacing(double framesPerSecond)
{
    // At most a day: a wait has an upper limit.
    private readonly long interval = framesPerSecond > 0 ? (long)(Stopwatch.Frequency * Math.Min(1 / framesPerSecond, 86400)) : 0;
    private long next;

    /// <summary>Waits until the next picture is due.</summary>
    /// <returns>False on cancellation.</returns>
    public bool Wait(CancellationToken cancellation)
    {
        long now = Stopwatch.GetTimestamp();
        if (interval > 0 && next > now)
        {
            cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds((double)(next - now) / Stopwatch.Frequency));
            now = Stopwatch.GetTimestamp();
        }

        // A source that fell behind starts anew instead of hurrying after its timetable.
        next += interval;
        if (next <= now)
            next = now + interval;
        return !cancellation.IsCancellationRequested;
    }
}
