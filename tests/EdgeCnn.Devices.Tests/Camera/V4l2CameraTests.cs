using System.Diagnostics;
using EdgeCnn.Devices.Camera;
using EdgeCnn.Devices.Interop;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;

namespace EdgeCnn.Devices.Tests.Camera;

public sealed class V4l2CameraTests
{
    private static readonly V4l2CameraOptions Options = new()
    {
        Path = FakeVideoKernel.Device,
        Width = 8,
        Height = 4,
        StallTimeout = TimeSpan.FromMilliseconds(40),
        FirstRetry = TimeSpan.FromMilliseconds(1),
        LongestRetry = TimeSpan.FromMilliseconds(5),
    };

    private readonly FakeVideoKernel _kernel = new();
    private readonly Frame _frame = new();

    [Fact]
    public void TryCapture_Yuyv_GivesPixelsAndSensorTime()
    {
        using V4l2Camera camera = Open();
        long before = Stopwatch.GetTimestamp();
        Capture(camera);
        Assert.Equal((8, 4, 16, PixelFormat.Yuyv, 1L, "", null), (_frame.Width, _frame.Height, _frame.Stride, _frame.Format, _frame.Number, _frame.Source, _frame.Truth));
        Assert.Equal(Enumerable.Repeat((byte)1, 64), _frame.Pixels.ToArray());
        Assert.True(_frame.HasSensorTime);
        Assert.InRange(before - _frame.CapturedAt, -Stopwatch.Frequency, Stopwatch.Frequency / 50);
        Capture(camera);
        Assert.Equal((2, 2L), (_frame.Pixels[63], _frame.Number));
        Assert.Equal($"v4l2:{FakeVideoKernel.Device} (Fake camera) 8x4 YUYV 15 fps", camera.Description);
        Assert.Equal((2L, 0L, 0L, 0L, null), (camera.Captured, camera.Dropped, camera.Corrupt, camera.Reconnects, camera.LastFault));
    }

    [Fact]
    public void Dispose_GivesEverythingBack()
    {
        V4l2Camera camera = Open();
        Capture(camera);
        camera.Dispose();
        camera.Dispose();
        Assert.Equal(["stream on", "stream off", "buffers 0", "close"], _kernel.Calls[^4..]);
        Assert.Equal((false, 0), (_kernel.IsOpen, _kernel.Mapped));
        Assert.Throws<ObjectDisposedException>(() => camera.TryCapture(_frame, CancellationToken.None));
    }

    [Theory]
    [InlineData(Step.ErrorFlag)]
    [InlineData(Step.Empty)]
    [InlineData(Step.Short)]
    [InlineData(Step.Overlong)]
    [InlineData(Step.InputOutput)]
    internal void TryCapture_DamagedPicture_IsCountedAndSkipped(Step damage)
    {
        foreach (bool planes in new[] { false, true })
        {
            FakeVideoKernel kernel = new() { MultiPlanar = planes };
            kernel.Script.Enqueue(Step.Good);
            kernel.Script.Enqueue(damage);
            kernel.Script.Enqueue(damage);
            using V4l2Camera camera = new(Options, null, kernel);
            Capture(camera);
            Capture(camera);
            Assert.Equal(damage == Step.InputOutput ? 2 : 4, _frame.Pixels[0]);
            Assert.Equal((2L, 2L, 0L), (camera.Captured, camera.Corrupt, camera.Reconnects));
        }
    }

    [Fact]
    public void TryCapture_OnlyDamagedPictures_OpensAnew()
    {
        for (int i = 0; i < 100; i++)
            _kernel.Script.Enqueue(Step.Short);
        using V4l2Camera camera = Open();
        Capture(camera);
        Assert.Equal((1L, 100L, 1L, 2), (camera.Captured, camera.Corrupt, camera.Reconnects, _kernel.Opened));
    }

    [Fact]
    public void EveryCall_InterruptedBySignals_IsRepeated()
    {
        _kernel.Interrupts = 60;
        using V4l2Camera camera = Open();
        for (int i = 0; i < 10; i++)
            Capture(camera);
        Assert.Equal((10L, 0L, 1), (camera.Captured, camera.Corrupt, _kernel.Opened));
        Assert.True(_kernel.Interrupts <= 0);
    }

    [Fact]
    public void TryCapture_NothingThereAfterPoll_WaitsAgain()
    {
        _kernel.Script.Enqueue(Step.Again);
        _kernel.Script.Enqueue(Step.Again);
        using V4l2Camera camera = Open();
        Capture(camera);
        Assert.Equal((1L, 0L), (camera.Captured, camera.Reconnects));
    }

    [Theory]
    [InlineData(Step.Gone, "VIDIOC_DQBUF")]
    [InlineData(Step.HangUp, "VIDIOC_DQBUF")]
    [InlineData(Step.WrongIndex, "gave buffer 1000 of 4")]
    [InlineData(Step.Stall, "gave no picture for 0.04 s")]
    internal void TryCapture_CameraIsLost_OpensItAgainAndGoesOn(Step loss, string fault)
    {
        _kernel.Script.Enqueue(Step.Good);
        _kernel.Script.Enqueue(loss);
        using V4l2Camera camera = Open();
        Capture(camera);
        _kernel.Calls.Clear();
        if (loss == Step.Stall)
            _kernel.Answer = format => Unstall(format);
        Capture(camera);
        Assert.Equal(["stream off", "buffers 0", "close", $"open {FakeVideoKernel.Device}", "format 8x4 YUYV", "buffers 4", "stream on"], _kernel.Calls);
        Assert.Equal((2L, 1L, 2L), (camera.Captured, camera.Reconnects, _frame.Number));
        Assert.Contains(fault, camera.LastFault, StringComparison.Ordinal);

        V4l2Format Unstall(V4l2Format format)
        {
            _kernel.Script.Clear();
            return format;
        }
    }

    [Fact]
    public void TryCapture_BufferCannotBeQueuedAgain_StillGivesThePicture()
    {
        _kernel.Script.Enqueue(Step.RequeueFails);
        using V4l2Camera camera = Open();
        Capture(camera);
        Assert.Equal((1L, 0L, 1), (camera.Captured, camera.Reconnects, (int)_frame.Pixels[0]));
        Capture(camera);
        Assert.Equal((2L, 1L), (camera.Captured, camera.Reconnects));
    }

    [Fact]
    public void TryCapture_UnpluggedAndCancelled_Ends()
    {
        using V4l2Camera camera = Open();
        Capture(camera);
        _kernel.Script.Enqueue(Step.Gone);
        _kernel.OpenErrno = Errno.NoEntry;
        using CancellationTokenSource stop = new();
        _kernel.RefusedTimes = times =>
        {
            if (times == 3)
                stop.Cancel();
        };
        Assert.False(camera.TryCapture(_frame, stop.Token));
        Assert.Contains("cannot be opened", camera.LastFault, StringComparison.Ordinal);
        _kernel.OpenErrno = 0;
        Capture(camera);
        Assert.Equal((2L, 1L), (camera.Captured, camera.Reconnects));
    }

    [Fact]
    public void TryCapture_SilentAndCancelled_Ends()
    {
        _kernel.Script.Enqueue(Step.Stall);
        using V4l2Camera camera = new(Options with { StallTimeout = TimeSpan.FromMinutes(10) }, null, _kernel);
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(30));
        Assert.False(camera.TryCapture(_frame, stop.Token));
    }

    [Fact]
    public void TryCapture_NotBackInTime_Throws()
    {
        using V4l2Camera camera = new(Options with { GiveUpAfter = TimeSpan.FromMilliseconds(20) }, null, _kernel);
        _kernel.Script.Enqueue(Step.Gone);
        _kernel.OpenErrno = Errno.NoEntry;
        DeviceException error = Assert.Throws<DeviceException>(() => camera.TryCapture(_frame, CancellationToken.None));
        Assert.StartsWith($"{FakeVideoKernel.Device}: was lost and did not come back within 0.02 s", error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Device, error.ExitCode);
    }

    [Fact]
    public void TryCapture_DriversNumbersHaveAGap_CountsDropped()
    {
        _kernel.Script.Enqueue(Step.Good);
        _kernel.Script.Enqueue(Step.Gap);
        using V4l2Camera camera = Open();
        Capture(camera);
        Capture(camera);
        Assert.Equal((2L, 3L), (camera.Captured, camera.Dropped));
    }

    [Fact]
    public void TryCapture_TimeInTheFuture_IsReplacedByArrival()
    {
        _kernel.Script.Enqueue(Step.Future);
        using V4l2Camera camera = Open();
        Capture(camera);
        Assert.False(_frame.HasSensorTime);
        Assert.InRange(Stopwatch.GetTimestamp() - _frame.CapturedAt, 0, 10 * Stopwatch.Frequency);
    }

    [Fact]
    public void TryCapture_PlanesOfOneBuffer_LeavesOutTheirOffset()
    {
        _kernel.MultiPlanar = true;
        using V4l2Camera camera = Open();
        Capture(camera);
        Assert.Equal(Enumerable.Repeat((byte)1, 64), _frame.Pixels.ToArray());
    }

    [Fact]
    public void TryCapture_PaddedRows_KeepTheirStride()
    {
        _kernel.Answer = format => format with { BytesPerLine = 32, SizeImage = 32 * 4 };
        using V4l2Camera camera = Open();
        Capture(camera);
        Assert.Equal((16, 32, 128), (_frame.View.Row(3).Length, _frame.Stride, _frame.Pixels.Length));
    }

    [Fact]
    public void TryCapture_ThousandPictures_AllocatesNothing()
    {
        using V4l2Camera camera = Open();
        _kernel.Record = false;
        for (int i = 0; i < 10; i++)
            Capture(camera);
        CaptureAllocations.AssertNone(camera, _frame);
    }

    [Fact]
    public void TryCapture_Jpeg_DecodesTheBytesUsed()
    {
        _kernel.Formats[0] = ("MJPG", [(8, 4, [30])]);
        _kernel.Content = [1, 2, 3, 4, 5];
        _kernel.Answer = format => format with { BytesPerLine = 0, SizeImage = 1000 };
        FakeJpegDecoder decoder = new();
        V4l2Camera camera = new(Options, decoder, _kernel);
        Capture(camera);
        Assert.Equal([1, 2, 3, 4, 5], decoder.Seen);
        Assert.Equal((PixelFormat.Gray8, true, 1L), (_frame.Format, _frame.HasSensorTime, _frame.Number));
        decoder.Refused = 2;
        Capture(camera);
        Assert.Equal((2L, 2L), (camera.Captured, camera.Corrupt));
        camera.Dispose();
        Assert.True(decoder.IsDisposed);
    }

    [Theory]
    [InlineData(Errno.NoEntry, "ls /dev/video*")]
    [InlineData(Errno.Access, "sudo usermod -aG video $USER")]
    [InlineData(Errno.Busy, "fuser -v")]
    public void Open_Refused_SaysWhatToDo(int errno, string advice)
    {
        _kernel.OpenErrno = errno;
        DeviceException error = Assert.Throws<DeviceException>(Open);
        Assert.Equal((errno, FakeVideoKernel.Device, ExitCode.Device), (error.Errno, error.Device, error.ExitCode));
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoCamera_IsAnError()
    {
        _kernel.Capabilities = V4l2Ioctl.CapStreaming;
        Assert.Contains("'Fake camera' gives no pictures", Assert.Throws<DeviceException>(Open).Message, StringComparison.Ordinal);
        _kernel.Capabilities = V4l2Ioctl.CapVideoCapture;
        Assert.Contains("cannot stream", Assert.Throws<DeviceException>(Open).Message, StringComparison.Ordinal);
        _kernel.Fail[V4l2Ioctl.QueryCap] = Errno.NotTerminal;
        Assert.Contains("is not a V4L2 device", Assert.Throws<DeviceException>(Open).Message, StringComparison.Ordinal);
        Assert.False(_kernel.IsOpen);
    }

    [Fact]
    public void Open_AnyRequestRefused_LeavesNothingOpen()
    {
        foreach (uint request in new[] { V4l2Ioctl.RequestBuffers, V4l2Ioctl.QueryBuffer, V4l2Ioctl.QueueBuffer, V4l2Ioctl.StreamOn })
        {
            _kernel.Fail.Clear();
            _kernel.Fail[request] = Errno.NoSpace;
            Assert.Contains("USB bus has too little bandwidth", Assert.Throws<DeviceException>(Open).Message, StringComparison.Ordinal);
            Assert.Equal((false, 0), (_kernel.IsOpen, _kernel.Mapped));
        }
    }

    [Fact]
    public void Formats_ListsSizesAndRates()
    {
        _kernel.Formats.Add(("H264", [(16, 8, [])]));
        IReadOnlyList<CameraFormat> formats = V4l2Camera.Formats(FakeVideoKernel.Device, _kernel);
        Assert.Equal(["YUYV: 8x4 at 30, 15", "H264: 16x8"], formats.Select(format => format.ToString()));
        Assert.Equal([true, false], formats.Select(format => format.IsUsable));
        Assert.Equal("format 0", formats[0].Description);
        Assert.False(_kernel.IsOpen);
    }

    private V4l2Camera Open() => new(Options, null, _kernel);

    private void Capture(V4l2Camera camera) => Assert.True(camera.TryCapture(_frame, CancellationToken.None));
}
