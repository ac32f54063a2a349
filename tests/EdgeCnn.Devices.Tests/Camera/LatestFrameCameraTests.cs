using EdgeCnn.Devices.Camera;
using EdgeCnn.Imaging;
using EdgeCnn.Testing;

namespace EdgeCnn.Devices.Tests.Camera;

public sealed class LatestFrameCameraTests
{
    private readonly HandCamera _hand = new();
    private readonly Frame _frame = new();

    [Fact]
    public void TryCapture_SlowReader_GetsTheNewestAndCountsTheRest()
    {
        using LatestFrameCamera camera = new(_hand);
        _hand.Give(5);
        Assert.True(camera.TryCapture(_frame, CancellationToken.None));
        Assert.Equal((5L, (byte)5, "truth 5"), (_frame.Number, _frame.Pixels[0], _frame.Truth));
        _hand.Give(1);
        Assert.True(camera.TryCapture(_frame, CancellationToken.None));
        Assert.Equal((6L, 6L, 4L + 7), (_frame.Number, camera.Captured, camera.Dropped));
        Assert.Equal((2L, 3L, "why"), (camera.Corrupt, camera.Reconnects, camera.LastFault));
        Assert.Equal("hand", camera.Description);
    }

    [Fact]
    public void TryCapture_NoNewPicture_WaitsUntilCancelled()
    {
        using LatestFrameCamera camera = new(_hand);
        _hand.Give(1);
        Assert.True(camera.TryCapture(_frame, CancellationToken.None));
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(20));
        Assert.False(camera.TryCapture(_frame, stop.Token));
        Assert.Equal(1L, _frame.Number);
    }

    [Fact]
    public void TryCapture_CameraEnds_GivesTheLastPictureThenFalse()
    {
        using LatestFrameCamera camera = new(_hand);
        _hand.Give(1);
        _hand.End(null);
        Assert.True(camera.TryCapture(_frame, CancellationToken.None));
        Assert.False(camera.TryCapture(_frame, CancellationToken.None));
    }

    [Fact]
    public void TryCapture_CameraFails_ThrowsItsErrorEachTime()
    {
        using LatestFrameCamera camera = new(_hand);
        _hand.End(new DeviceException("hand", "broke."));
        Assert.Equal("hand: broke.", Assert.Throws<DeviceException>(() => camera.TryCapture(_frame, CancellationToken.None)).Message);
        Assert.Throws<DeviceException>(() => camera.TryCapture(_frame, CancellationToken.None));
    }

    [Fact]
    public void Dispose_WhileTheCameraWaits_StopsItsThread()
    {
        LatestFrameCamera camera = new(_hand);
        camera.Dispose();
        camera.Dispose();
        Assert.True(_hand.IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => camera.TryCapture(_frame, CancellationToken.None));
    }

    [Fact]
    public void TryCapture_ThousandPictures_NeverTornAndWithoutAllocation()
    {
        CountingCamera counting = new();
        using LatestFrameCamera camera = new(counting);
        Frame frame = new();
        for (int i = 0; i < 100; i++)
            camera.TryCapture(frame, CancellationToken.None);
        long writer = long.MaxValue, last = frame.Number;
        int torn = 0, old = 0;
        long reader = Allocations.Least(() =>
        {
            long before = counting.Allocated;
            for (int i = 0; i < 1000; i++)
            {
                camera.TryCapture(frame, CancellationToken.None);
                torn += frame.Pixels.IndexOfAnyExcept((byte)frame.Number) >= 0 ? 1 : 0;
                old += frame.Number <= last ? 1 : 0;
                last = frame.Number;
            }

            writer = Math.Min(writer, counting.Allocated - before);
        });
        Assert.Equal((0, 0, 0L, 0L), (torn, old, reader, writer));
    }

    /// <summary>Gives as many pictures as the test says, and waits else.</summary>
    private sealed class HandCamera : ICamera, ICameraCounters
    {
        private readonly SemaphoreSlim _given = new(0);
        private readonly SemaphoreSlim _taken = new(0);
        private Exception? _error;
        private bool _ended;
        private long _number;

        public string Description => "hand";

        public long Captured => _number;

        public long Dropped => 7;

        public long Corrupt => 2;

        public long Reconnects => 3;

        public string LastFault => "why";

        public bool IsDisposed { get; private set; }

        /// <summary>Gives pictures, and returns when the camera is asked for one more: all of them have arrived then.</summary>
        public void Give(int pictures)
        {
            Assert.True(_taken.Wait(TimeSpan.FromSeconds(30)));
            for (int i = 0; i < pictures; i++)
            {
                _given.Release();
                Assert.True(_taken.Wait(TimeSpan.FromSeconds(30)));
            }

            _taken.Release();
        }

        public void End(Exception? error)
        {
            _error = error;
            _ended = true;
            _given.Release();
        }

        public bool TryCapture(Frame frame, CancellationToken cancellation)
        {
            _taken.Release();
            try
            {
                _given.Wait(cancellation);
            }
            catch (OperationCanceledException)
            {
                return false;
            }

            if (_error is not null)
                throw _error;
            frame.Resize(1, 1, PixelFormat.Gray8);
            frame.Number = ++_number;
            frame.Pixels[0] = (byte)_number;
            frame.Truth = $"truth {_number}";
            return !_ended;
        }

        public void Dispose() => IsDisposed = true;
    }

    /// <summary>Pictures as fast as they are taken, each of one value.</summary>
    private sealed class CountingCamera : ICamera
    {
        private long _number;
        private long _allocated;

        public string Description => "counting";

        /// <summary>What the capturing thread has allocated so far.</summary>
        public long Allocated => Volatile.Read(ref _allocated);

        public bool TryCapture(Frame frame, CancellationToken cancellation)
        {
            Volatile.Write(ref _allocated, GC.GetAllocatedBytesForCurrentThread());
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
