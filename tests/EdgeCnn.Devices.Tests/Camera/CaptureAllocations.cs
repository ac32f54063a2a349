using EdgeCnn.Devices.Camera;
using EdgeCnn.Imaging;
using EdgeCnn.Testing;

namespace EdgeCnn.Devices.Tests.Camera;

/// <summary>Asks whether a live camera allocates while it captures.</summary>
internal static class CaptureAllocations
{
    private const int Pictures = 1000;

    /// <summary>A thousand pictures, each of which must arrive, without a byte on this thread.</summary>
    public static void AssertNone<TCamera>(TCamera camera, Frame frame)
        where TCamera : ICamera, ICameraCounters
    {
        long captured = 0;
        Assert.Equal(0, Allocations.Least(() =>
        {
            captured = camera.Captured;
            for (int i = 0; i < Pictures; i++)
                camera.TryCapture(frame, CancellationToken.None);
            captured = camera.Captured - captured;
        }));
        Assert.Equal(Pictures, captured);
    }
}
