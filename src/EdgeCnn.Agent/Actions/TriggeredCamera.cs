using System.Diagnostics;
using EdgeCnn.Devices.Camera;
using EdgeCnn.Devices.Gpio;
using EdgeCnn.Imaging;

namespace EdgeCnn.Agent.Actions;

/// <summary>A camera that gives a picture only when a button is pressed: the first one that was captured after the press.</summary>
/// <param name="camera">The camera; disposed with this one.</param>
/// <param name="button">The button; disposed with this one.</param>
/// <param name="waiting">Called each second while nobody presses.</param>
internal sealed class TriggeredCamera(ICamera camera, IInputPin button, Action waiting) : ICamera
{
    // Pictures that a driver may have ready from before the press.
    private const int MostStale = 8;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public string Description => $"{camera.Description}, when {button.Description} is pressed";

    /// <inheritdoc/>
    public bool TryCapture(Frame frame, CancellationToken cancellation)
    {
        while (!button.WaitForActive(Poll, cancellation))
        {
            if (cancellation.IsCancellationRequested)
                return false;
            waiting();
        }

        long pressed = Stopwatch.GetTimestamp();
        for (int stale = 0; ; stale++)
        {
            if (!camera.TryCapture(frame, cancellation))
                return false;
            if (frame.CapturedAt >= pressed || stale == MostStale)
                return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        camera.Dispose();
        button.Dispose();
    }
}
