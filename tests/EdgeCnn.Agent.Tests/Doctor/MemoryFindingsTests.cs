using EdgeCnn.Agent.Doctor;

namespace EdgeCnn.Agent.Tests.Doctor;

public sealed class MemoryFindingsTests
{
    [Theory]
    [InlineData(300, "Ok")]
    [InlineData(100, "Note")]
    [InlineData(40, "Fix")]
    public void Of_AvailableMemory_IsEnoughOrNot(int megabytes, string level) =>
        Assert.Equal(level, $"{MemoryFindings.Of(512L << 20, (long)megabytes << 20, 4096).First().Level}");

    [Theory]
    [InlineData(4096, "pages of 4 KiB")]
    [InlineData(16384, "pages of 16 KiB, as Raspberry Pi 5's kernel has them: fine, nothing here wants 4")]
    public void Of_Pages_AreFineInEitherSize(int bytes, string text) =>
        Assert.Equal((FindingLevel.Ok, text), Assert.Single(MemoryFindings.Of(null, null, bytes).Select(finding => (finding.Level, finding.Text))));
}
