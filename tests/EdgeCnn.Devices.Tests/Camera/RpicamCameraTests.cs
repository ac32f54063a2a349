using System.Diagnostics;
using EdgeCnn.Devices.Camera;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;

namespace EdgeCnn.Devices.Tests.Camera;

public sealed class RpicamCameraTests
{
    private readonly Frame _frame = new();

    [Fact]
    public void TryCapture_PicturesInPieces_ArriveWholeAndInOrder()
    {
        using FakeProgram program = new("pictures a 1; pictures b 1 | head -c 100; sleep 0.05; pictures b 1 | head -c 92; pictures c 1; rest");
        using RpicamCamera camera = program.Rpicam();
        long before = Stopwatch.GetTimestamp();
        Assert.Equal("abc", Capture(camera, 3));
        Assert.Equal((64, 2, 64, PixelFormat.Yu12, YuvColor.Bt601, 3L, false), (_frame.Width, _frame.Height, _frame.Stride, _frame.Format, _frame.Yuv, _frame.Number, _frame.HasSensorTime));
        Assert.InRange(_frame.CapturedAt, before, Stopwatch.GetTimestamp());
        Assert.Equal(["-t", "0", "-n", "--codec", "yuv420", "--flush", "--camera", "1", "--width", "64", "--height", "2", "-o", "-", "--framerate", "12.5"], program.Arguments);
        Assert.Equal((3L, 0L, 0L, 0L, "rpicam:1 64x2"), (camera.Captured, camera.Dropped, camera.Corrupt, camera.Reconnects, camera.Description));
    }

    [Fact]
    public void TryCapture_ProgramDies_IsStartedAgain()
    {
        using FakeProgram program = new("pictures $start 2; [ $start = 2 ] && rest; echo first >&2; echo 'camera lost' >&2; exit 3");
        using RpicamCamera camera = program.Rpicam();
        Assert.Equal("1122", Capture(camera, 4));
        Assert.Equal((4L, 0L, 1L, 2), (camera.Captured, camera.Corrupt, camera.Reconnects, program.Starts));
        Assert.Equal("ended with code 3; it said: first | camera lost", camera.LastFault);
    }

    [Fact]
    public void TryCapture_HalfAPicture_IsCountedAndSkipped()
    {
        using FakeProgram program = new("pictures $start 2 | head -c 300; [ $start = 2 ] && rest; exit 0");
        using RpicamCamera camera = program.Rpicam();
        Assert.Equal("12", Capture(camera, 2));
        Assert.Equal((2L, 1L, 1L), (camera.Captured, camera.Corrupt, camera.Reconnects));
        Assert.Equal("ended with code 0 within a picture", camera.LastFault);
    }

    [Fact]
    public void TryCapture_ProgramFallsSilent_IsStartedAgain()
    {
        using FakeProgram program = new("echo warming up >&2; if [ -e \"$folder/once\" ]; then pictures b 1; else touch \"$folder/once\"; pictures a 1; fi; rest") { StallTimeout = TimeSpan.FromSeconds(2) };
        using RpicamCamera camera = program.Rpicam();
        Assert.Equal("ab", Capture(camera, 2));
        Assert.Equal("gave no picture for 2 s; it said: warming up", camera.LastFault);
    }

    [Fact]
    public void TryCapture_NeverAPicture_ThrowsWhatTheProgramSaid()
    {
        using FakeProgram program = new("echo 'ERROR: *** no cameras available ***' >&2; exit 255");
        using RpicamCamera camera = program.Rpicam();
        DeviceException error = Assert.Throws<DeviceException>(() => camera.TryCapture(_frame, CancellationToken.None));
        Assert.Contains("ended with code 255; it said: ERROR: *** no cameras available ***", error.Message, StringComparison.Ordinal);
        Assert.Contains("64x2, 192 bytes", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, program.Starts);
    }

    [Fact]
    public void TryCapture_MuchToSay_DoesNotHoldThePictures()
    {
        using FakeProgram program = new("head -c 300000 /dev/zero | tr '\\0' 'x' >&2; pictures a 3; rest");
        using RpicamCamera camera = program.Rpicam();
        Assert.Equal("aaa", Capture(camera, 3));
    }

    [Fact]
    public void TryCapture_CancelledBetweenPictures_GoesOnLater()
    {
        using FakeProgram program = new("pictures a 1; rest");
        using RpicamCamera camera = program.Rpicam();
        Assert.Equal("a", Capture(camera, 1));
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(30));
        Assert.False(camera.TryCapture(_frame, stop.Token));
        Assert.Equal(1, program.Starts);
    }

    [Fact]
    public void TryCapture_CancelledWithinAPicture_StartsAnew()
    {
        using FakeProgram program = new("if [ $start = 1 ]; then pictures a 2 | head -c 292; else pictures b 1; fi; rest") { StallTimeout = TimeSpan.FromSeconds(10) };
        using RpicamCamera camera = program.Rpicam();
        Assert.Equal("a", Capture(camera, 1));
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(500));
        Assert.False(camera.TryCapture(_frame, stop.Token));
        Assert.Equal("b", Capture(camera, 1));
    }

    [Fact]
    public void TryCapture_ThousandPictures_AllocatesNothing()
    {
        using FakeProgram program = new("exec yes aaaaaaaaaaaaaaa");
        using RpicamCamera camera = program.Rpicam();
        Capture(camera, 10);
        CaptureAllocations.AssertNone(camera, _frame);
    }

    [Fact]
    public void Dispose_EndsTheProgram()
    {
        using FakeProgram program = new("echo $$ > \"$folder/process\"; pictures a 1; rest");
        RpicamCamera camera = program.Rpicam();
        Capture(camera, 1);
        string process = $"/proc/{program.Process}";
        Assert.True(Directory.Exists(process));
        camera.Dispose();
        Assert.False(Directory.Exists(process));
        Assert.Throws<ObjectDisposedException>(() => camera.TryCapture(_frame, CancellationToken.None));
    }

    [Theory]
    [InlineData(600, 480, "Take 576 or 640")]
    [InlineData(0, 480, "Take 64 or 128")]
    [InlineData(640, 481, "Take 482")]
    public void Size_WithPadding_IsAnErrorOfUsage(int width, int height, string advice)
    {
        EdgeCnnException error = Assert.Throws<EdgeCnnException>(() => new RpicamCamera("rpicam-vid", width, height, 0, 0, program => program));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Program_Missing_SaysHowToGetIt()
    {
        DeviceException error = Assert.Throws<DeviceException>(() => ChildProgram.Find(["no-such-program-a", "no-such-program-b"], "Install it."));
        Assert.Equal("no-such-program-a: is not on the PATH, nor is no-such-program-b. Install it.", error.Message);
        using RpicamCamera camera = new("/no/such/program", 64, 2, 0, 0, program => program);
        Assert.Contains("/no/such/program cannot be started", Assert.Throws<DeviceException>(() => camera.TryCapture(_frame, CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    // The letter of each picture, once it is seen to be of that letter wholly.
    private string Capture(RpicamCamera camera, int pictures)
    {
        string letters = "";
        for (int i = 0; i < pictures; i++)
        {
            Assert.True(camera.TryCapture(_frame, CancellationToken.None));
            letters += (char)_frame.Pixels[0];
            Assert.True(_frame.Pixels.Length == 192 && (_frame.Pixels.IndexOfAnyExcept(_frame.Pixels[0]) < 0 || _frame.Pixels.Contains((byte)'\n')));
        }

        return letters;
    }
}
