using EdgeCnn.Agent.Doctor;

namespace EdgeCnn.Agent.Tests.Doctor;

public sealed class UserlandFindingsTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("Raspberry Pi Zero W Rev 1.1", true)]
    [InlineData("Raspberry Pi Zero Rev 1.3", true)]
    [InlineData("Raspberry Pi Model B Plus Rev 1.2", true)]
    [InlineData("Raspberry Pi Model A", true)]
    [InlineData("Raspberry Pi Compute Module Rev 1.0", true)]
    [InlineData("Raspberry Pi Zero 2 W Rev 1.0", false)]
    [InlineData("Raspberry Pi 3 Model B Rev 1.2", false)]
    [InlineData("Raspberry Pi Compute Module 4 Rev 1.0", false)]
    [InlineData("Raspberry Pi 5 Model B Rev 1.0", false)]
    public void Of_BoardWithArmV6_IsNamed(string board, bool old)
    {
        Finding[] fix = [.. UserlandFindings.Of(board, 8, folder.Root).Where(finding => finding.Level == FindingLevel.Fix)];
        Assert.Equal(old, fix.Length == 1 && fix[0].Text.StartsWith(board, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, 8, true)]
    [InlineData(2, 8, false)]
    [InlineData(2, 4, true)]
    public void Of_ShellOf32BitsOrThisProcess_MustBeFixedWhateverTheKernelIs(byte elfClass, int pointer, bool bad)
    {
        folder.Put("bin/sh", [0x7f, (byte)'E', (byte)'L', (byte)'F', elfClass, 1]);
        Finding finding = Assert.Single(UserlandFindings.Of("x", pointer, folder.Root));
        Assert.Equal(bad ? FindingLevel.Fix : FindingLevel.Ok, finding.Level);
        if (bad)
            Assert.Contains("64-bit image", finding.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("#!/bin/busybox")]
    public void Of_ShellThatIsNoProgram_SaysNothing(string text)
    {
        folder.Put("bin/sh", System.Text.Encoding.ASCII.GetBytes(text));
        Assert.Equal("64 bits", Assert.Single(UserlandFindings.Of("x", 8, folder.Root)).Text);
    }
}
