using EdgeCnn.Agent.Doctor;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Tests.Doctor;

public sealed class CameraFindingsTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Of_Camera_HasFormatsAndRates()
    {
        var camera = new CameraListing("/dev/video0", "Webcam", [new CameraFormat("YUYV", 640, 480, 30), new CameraFormat("MJPG", 1280, 720, 7.5), new CameraFormat("GREY", 8, 8, null)]);
        var (cameras, findings) = CameraFindings.Of(() => [camera]);
        Assert.Equal([camera], cameras);
        Assert.Equal("/dev/video0 Webcam: YUYV 640x480 30/s, MJPG 1280x720 7.5/s, GREY 8x8", Assert.Single(findings).Text);
    }

    [Fact]
    public void Of_ManyFormats_AreCounted() =>
        Assert.EndsWith("and 12 more", Assert.Single(CameraFindings.Of(() => [new CameraListing("/dev/video0", "x", [.. Enumerable.Repeat(new CameraFormat("YUYV", 1, 1, null), 20)])]).Findings).Text, StringComparison.Ordinal);

    [Fact]
    public void Of_NoCamera_IsNoFaultButHasARemedy()
    {
        Finding finding = Assert.Single(CameraFindings.Of(() => []).Findings);
        Assert.Equal(FindingLevel.Note, finding.Level);
        Assert.Contains("ribbon", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ListThatFails_SaysWhy()
    {
        Finding finding = Assert.Single(CameraFindings.Of(() => throw new EdgeCnnException("/dev/video0: no.", ExitCode.Device)).Findings);
        Assert.Equal((FindingLevel.Fix, "cannot be listed: /dev/video0: no."), (finding.Level, finding.Text));
    }

    [Fact]
    public void Listed_NodesOfTheKernel_LeavesOutDecodersAndSecondNodes()
    {
        foreach (var (node, name, index) in (ReadOnlySpan<(string, string, string)>)[("video0", "HD Webcam", "0"), ("video1", "HD Webcam", "1"), ("video10", "bcm2835-codec-decode", "0"), ("video2", "vivid", "0")])
        {
            folder.Put($"sys/class/video4linux/{node}/name", System.Text.Encoding.ASCII.GetBytes(name + "\n"));
            folder.Put($"sys/class/video4linux/{node}/index", System.Text.Encoding.ASCII.GetBytes(index + "\n"));
        }

        Assert.Equal([("/dev/video0", "HD Webcam"), ("/dev/video2", "vivid")], CameraFindings.Listed(folder.Root).Select(camera => (camera.Path, camera.Name)));
    }
}
