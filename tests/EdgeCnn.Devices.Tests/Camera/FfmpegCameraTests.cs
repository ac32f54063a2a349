using EdgeCnn.Devices.Camera;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;

namespace EdgeCnn.Devices.Tests.Camera;

public sealed class FfmpegCameraTests
{
    private const string Secret = "rtsp://admin:geheim%21@10.0.0.9/live?token=abc123";
    private readonly Frame _frame = new();

    [Fact]
    public void TryCapture_File_EndsAfterItsLastPicture()
    {
        using FakeProgram program = new("pictures a 2");
        using FfmpegCamera camera = program.Ffmpeg("video.mp4");
        Assert.True(camera.TryCapture(_frame, CancellationToken.None));
        Assert.True(camera.TryCapture(_frame, CancellationToken.None));
        Assert.False(camera.TryCapture(_frame, CancellationToken.None));
        Assert.False(camera.TryCapture(_frame, CancellationToken.None));
        Assert.Equal((2L, 1, PixelFormat.Yu12), (camera.Captured, program.Starts, _frame.Format));
        Assert.Equal(
            ["-nostdin", "-hide_banner", "-loglevel", "error", "-re", "-stream_loop", "0", "-i", "video.mp4", "-an", "-sn", "-vf", "fps=5,scale=64:2:out_color_matrix=bt601:out_range=tv", "-pix_fmt", "yuv420p", "-f", "rawvideo", "pipe:1"],
            program.Arguments);
    }

    [Theory]
    [InlineData("echo 'video.mp4: No such file or directory' >&2; exit 1", "No such file or directory")]
    [InlineData("pictures a 1; pictures a 1 | head -c 10", "ended with code")]
    public void TryCapture_FileBreaksOff_Throws(string script, string said)
    {
        using FakeProgram program = new(script);
        using FfmpegCamera camera = program.Ffmpeg("video.mp4");
        DeviceException error = Assert.Throws<DeviceException>(() =>
        {
            while (camera.TryCapture(_frame, CancellationToken.None))
            {
            }
        });
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Equal(1, program.Starts);
    }

    [Fact]
    public void TryCapture_Stream_IsOpenedAgainAndKeepsItsSecrets()
    {
        using FakeProgram program = new($"pictures a 1; [ $start = 2 ] && rest; echo '{Secret}: geheim! refused, user admin:geheim%21' >&2; exit 1");
        using FfmpegCamera camera = program.Ffmpeg(Secret);
        Assert.True(camera.TryCapture(_frame, CancellationToken.None));
        Assert.True(camera.TryCapture(_frame, CancellationToken.None));
        Assert.Equal((2, 1L), (program.Starts, camera.Reconnects));
        Assert.Equal("ffmpeg:rtsp://***@10.0.0.9/live?*** 64x2", camera.Description);
        Assert.Equal("ended with code 1; it said: rtsp://***@10.0.0.9/live?***: *** refused, user ***", camera.LastFault);
        Assert.Contains(Secret, program.Arguments);
        Assert.Contains("tcp", program.Arguments);
        Assert.DoesNotContain("-re", program.Arguments);
    }

    [Fact]
    public void Size_Odd_IsAnErrorOfUsage()
    {
        EdgeCnnException error = Assert.Throws<EdgeCnnException>(() => new FfmpegCamera("ffmpeg", Secret, 63, 3, 0, false, program => program));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains("Take 64x4", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("movie.mp4", "movie.mp4")]
    [InlineData("http://host/a.mjpg", "http://host/a.mjpg")]
    [InlineData("http://host/a?user=u&pwd=p", "http://host/a?***")]
    [InlineData("rtsp://u:p@host:554/a", "rtsp://***@host:554/a")]
    [InlineData("rtsp://u:p@ss/wo?rd@host/a", "rtsp://***@host/a")]
    public void SourceUrl_ShowsNoSecrets(string source, string shown)
    {
        var url = new SourceUrl(source);
        Assert.Equal(shown, url.ToString());
        Assert.Equal($"cannot open {shown}", url.Redact($"cannot open {source}"));
    }
}
