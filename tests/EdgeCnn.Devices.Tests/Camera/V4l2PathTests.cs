using EdgeCnn.Devices.Camera;

namespace EdgeCnn.Devices.Tests.Camera;

public sealed class V4l2PathTests
{
    [Fact]
    public void Current_CameraComesBackUnderAnotherNumber_FollowsItsLastingName()
    {
        using TemporaryFolder folder = new();
        folder.Text("video0", "");
        folder.Text("by-id/other", "");
        string first = Path.Combine(folder.Path, "video0"), names = Path.Combine(folder.Path, "by-id"), name = Path.Combine(names, "usb-Fake-index0");
        File.CreateSymbolicLink(name, first);
        var path = new V4l2Path(first, names);
        Assert.Equal(first, path.Current);
        path.Remember();
        Assert.Equal(name, path.Current);
        File.Delete(name);
        Assert.Equal(first, path.Current);
    }

    [Fact]
    public void Remember_NoLastingNames_KeepsThePath()
    {
        var path = new V4l2Path("/dev/video0", "/nowhere/by-id");
        path.Remember();
        Assert.Equal("/dev/video0", path.Current);
    }
}
