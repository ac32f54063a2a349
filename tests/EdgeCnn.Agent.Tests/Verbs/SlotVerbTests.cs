using EdgeCnn.Agent.Verbs;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Tests.Verbs;

public sealed class SlotVerbTests
{
    [Fact]
    public void Parse_VerbsOfSlots_FillTheirOptions()
    {
        Assert.Equal(new InstallOptions { Bundle = "b.ecnnb", Agent = "a.tar", Root = "/r", Json = true }, new InstallVerb().Parse(["b.ecnnb", "--agent", "a.tar", "--root", "/r", "--json"]));
        Assert.Equal(new ActivateOptions { Slot = "latest", HealthSeconds = 5, HealthUrl = "http://x/", Unit = "u.service", Restart = false }, new ActivateVerb().Parse(["latest", "--health-seconds", "5", "--health-url", "http://x/", "--unit", "u.service", "--no-restart"]));
        Assert.Equal(new ActivateOptions { IfUnconfirmed = true }, new RollbackVerb().Parse(["--if-unconfirmed"]));
        Assert.Equal(new StatusOptions { Verify = true }, new StatusVerb().Parse(["--verify"]));
        Assert.True(new SelftestVerb().Parse(["--quick"]).Quick);
    }

    [Fact]
    public void Parse_WhatIsMissingOrTooMuch_IsUsage()
    {
        foreach (Action wrong in (Action[])[() => new InstallVerb().Parse([]), () => new ActivateVerb().Parse([]), () => new ActivateVerb().Parse(["x", "--health-seconds", "0"]), () => new RollbackVerb().Parse(["slot"]), () => new StatusVerb().Parse(["slot"])])
            Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(wrong).ExitCode);
    }

    [Theory]
    [InlineData("install")]
    [InlineData("activate")]
    [InlineData("rollback")]
    [InlineData("status")]
    public void Help_VerbsOfSlots_HaveExamplesAndALine(string name)
    {
        Assert.Contains($"Example:\n  edgecnn-agent {name}", VerbTable.Find(name)!.Help, StringComparison.Ordinal);
        Assert.Contains($"  {name} ", VerbTable.Help, StringComparison.Ordinal);
    }
}
