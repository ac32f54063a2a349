using EdgeCnn.Agent.Doctor;

namespace EdgeCnn.Agent.Tests.Doctor;

public sealed class RightsFindingsTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Of_DevicesThatAreClosed_NameTheGroup()
    {
        foreach (string name in (string[])["video0", "video1", "video10", "gpiochip0"])
            folder.Put($"dev/{name}", []);
        Finding[] findings = [.. RightsFindings.Of(folder.Root, path => path.EndsWith("video1", StringComparison.Ordinal))];
        Assert.All(findings, finding => Assert.Equal(FindingLevel.Fix, finding.Level));
        Assert.Contains("/dev/video0 and 1 more,", findings[0].Text, StringComparison.Ordinal);
        Assert.Contains("usermod -aG video ", findings[0].Remedy, StringComparison.Ordinal);
        Assert.Contains("/dev/gpiochip0,", findings[1].Text, StringComparison.Ordinal);
        Assert.Contains("usermod -aG gpio ", findings[1].Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_DevicesThatOpen_AreFine()
    {
        folder.Put("dev/video0", []);
        Assert.Equal((FindingLevel.Ok, "/dev/video0 may be opened, for cameras"), Assert.Single(RightsFindings.Of(folder.Root).Select(finding => (finding.Level, finding.Text))));
    }

    [Fact]
    public void Of_NoDevices_SaysNothing() => Assert.Empty(RightsFindings.Of(folder.Root));
}
