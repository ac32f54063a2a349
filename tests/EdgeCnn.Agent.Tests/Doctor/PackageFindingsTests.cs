using EdgeCnn.Agent.Doctor;

namespace EdgeCnn.Agent.Tests.Doctor;

[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class PackageFindingsTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Of_OnePresentOneNotExecutable_NamesWhatTheOthersAreFor()
    {
        File.SetUnixFileMode(folder.Put("two/ffmpeg", []), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.SetUnixFileMode(folder.Put("two/rpicam-vid", []), UnixFileMode.UserRead);
        Finding[] findings = [.. PackageFindings.Of($"{folder.Root}/one:{folder.Root}/two")];
        Assert.Equal([FindingLevel.Note, FindingLevel.Ok, FindingLevel.Note], findings.Select(finding => finding.Level));
        Assert.Contains("rpicam-apps-lite", findings[0].Remedy, StringComparison.Ordinal);
        Assert.StartsWith($"{folder.Root}/two/ffmpeg", findings[1].Text, StringComparison.Ordinal);
        Assert.Contains("needed only for decisions by MQTT", findings[2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NoPath_FindsNothing() => Assert.All(PackageFindings.Of(null), finding => Assert.Equal(FindingLevel.Note, finding.Level));
}
