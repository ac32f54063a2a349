using EdgeCnn.Imaging;

namespace EdgeCnn.Devices.Camera;

/// <summary>Something that gives pictures.</summary>
public interface ICamera : IDisposable
{
    /// <summary>What it is, for people; for example <c>files:samples</c>.</summary>
    string Description { get; }

    /// <summary>Waits for the next picture and fills the frame with it.</summary>
    /// <returns>False if there will be no more pictures, or on cancellation.</returns>
    /// <exception cref="EdgeCnn.Graph.EdgeCnnException">A picture cannot be read or the device failed.</exception>
    bool TryCapture(Frame frame, CancellationToken cancellation);
}
