namespace EdgeCnn.Devices.Gpio;

/// <summary>A line that is watched, for example a button.</summary>
public interface IInputPin : IDisposable
{
    /// <summary>What it is, for people.</summary>
    string Description { get; }

    /// <summary>Waits until the line becomes active.</summary>
    /// <returns>True if it did; false at the end of the time or on cancellation.</returns>
    /// <exception cref="EdgeCnn.Graph.EdgeCnnException">The device failed.</exception>
    bool WaitForActive(TimeSpan timeout, CancellationToken cancellation);
}
