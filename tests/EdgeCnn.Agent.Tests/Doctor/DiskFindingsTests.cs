using EdgeCnn.Agent.Doctor;

namespace EdgeCnn.Agent.Tests.Doctor;

public sealed class DiskFindingsTests
{
    [Theory]
    [InlineData(2048, "Ok")]
    [InlineData(300, "Note")]
    [InlineData(20, "Fix")]
    public void Of_FreeSpace_IsEnoughOrNot(int megabytes, string level)
    {
        Finding finding = Assert.Single(DiskFindings.Of("/opt/edgecnn", (long)megabytes << 20));
        Assert.Equal((level, true), ($"{finding.Level}", finding.Text.Contains("/opt/edgecnn", StringComparison.Ordinal)));
    }

    [Fact]
    public void Of_UnknownSpace_SaysNothing() => Assert.Empty(DiskFindings.Of("/", null));

    [Fact]
    public void FreeBytes_ThisSystem_IsKnown_AndOfNoFolderIsNot()
    {
        Assert.True(DiskFindings.FreeBytes(Path.GetTempPath()) > 0);
        Assert.Null(DiskFindings.FreeBytes("/no/such/folder"));
    }
}
