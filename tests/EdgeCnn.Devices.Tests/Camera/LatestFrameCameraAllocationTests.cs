using EdgeCnn.Devices.Camera;
using EdgeCnn.Imaging;

namespace EdgeCnn.Devices.Tests.Camera;

[Collection(AloneCollection.Name)]
public sealed class LatestFrameCameraAllocationTests
{
    [Fact]
    public void TryCapture_ThousandPictures_NeverTornAndWithoutAllocation()
    {
        using LatestFrameCamera camera = new(new CountingCamera());
        Frame frame = new();
        for (int i = 0; i < 100; i++)
            camera.TryCapture(frame, CancellationToken.None);
        long least = long.MaxValue, last = frame.Number;
        int torn = 0, old = 0;

        // The runtime's own threads allocate now and then; the least of a few rounds is without them.
        for (int round = 0; round < 5 && least > 0; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < 1000; i++)
            {
                camera.TryCapture(frame, CancellationToken.None);
                torn += frame.Pixels.IndexOfAnyExcept((byte)frame.Number) >= 0 ? 1 : 0;
                old += frame.Number <= last ? 1 : 0;
                last = frame.Number;
            }

            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.Equal((0, 0, 0L), (torn, old, least));
    }

    /// <summary>Pictures as fast as they are taken, each of one value.</summary>
    private sealed class CountingCamera : ICamera
    {
        private long _number;

        public string Description => "counting";

        public bool TryCapture(Frame frame, CancellationToken cancellation)
        {
            frame.Resize(64, 64, PixelFormat.Gray8);
            frame.Number = ++_number;
            frame.Pixels.Fill((byte)_number);
            return !cancellation.IsCancellationRequested;
        }

        public void Dispose()
        {
        }
    }
}
