using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Tests;

public sealed class OptionTableSlotsTests
{
    [Fact]
    public void Parse_VerbsOfSlots_FillTheirOptions()
    {
        Assert.Equal(new InstallOptions { Bundle = "b.ecnnb", Agent = "a.tar", Root = "/r", Json = true }, OptionTable.ParseInstall(["b.ecnnb", "--agent", "a.tar", "--root", "/r", "--json"]));
        Assert.Equal(new ActivateOptions { Slot = "latest", HealthSeconds = 5, HealthUrl = "http://x/", Unit = "u.service", Restart = false }, OptionTable.ParseActivate(["latest", "--health-seconds", "5", "--health-url", "http://x/", "--unit", "u.service", "--no-restart"]));
        Assert.Equal(new ActivateOptions { IfUnconfirmed = true }, OptionTable.ParseRollback(["--if-unconfirmed"]));
        Assert.Equal(new StatusOptions { Verify = true }, OptionTable.ParseStatus(["--verify"]));
        Assert.True(OptionTable.ParseSelftest(["--quick"]).Quick);
    }

    [Fact]
    public void Parse_WhatIsMissingOrTooMuch_IsUsage()
    {
        Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => OptionTable.ParseInstall([])).ExitCode);
        Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => OptionTable.ParseActivate([])).ExitCode);
        Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => OptionTable.ParseActivate(["x", "--health-seconds", "0"])).ExitCode);
        Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => OptionTable.ParseRollback(["slot"])).ExitCode);
        Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => OptionTable.ParseStatus(["slot"])).ExitCode);
    }

    [Theory]
    [InlineData("install")]
    [InlineData("activate")]
    [InlineData("rollback")]
    [InlineData("status")]
    public void HelpOf_VerbsOfSlots_EndsInAnExample(string verb)
    {
        Assert.Contains($"Example:\n  edgecnn-agent {verb}", OptionTable.HelpOf(verb), StringComparison.Ordinal);
        Assert.Contains($"  {verb} ", OptionTable.Help, StringComparison.Ordinal);
    }
}
