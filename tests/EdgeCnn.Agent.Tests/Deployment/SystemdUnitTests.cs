using EdgeCnn.Agent.Deployment;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Tests.Deployment;

public sealed class SystemdUnitTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void State_OfAUnit_IsReadFromShow() =>
        Assert.Equal(new ServiceState("active", "running", 2, 4711), Unit("printf 'MainPID=4711\\nNRestarts=2\\nLoadState=loaded\\nActiveState=active\\nSubState=running\\n'").State());

    [Theory]
    [InlineData("echo LoadState=not-found")]
    [InlineData("echo 'System has not been booted with systemd' >&2; exit 1")]
    [InlineData("exit 0")]
    public void State_WithoutUnitOrSystemd_IsNone(string script) => Assert.Null(Unit(script).State());

    [Fact]
    public void State_WithoutSystemctl_IsNone() => Assert.Null(new SystemdUnit("x.service", Path.Combine(folder.Root, "absent")).State());

    [Fact]
    public void Restart_PassesTheNameAsAName()
    {
        SystemdUnit unit = new("--force", Script($"echo \"$@\" > {folder.Root}/args"));
        unit.Restart();
        Assert.Equal("restart -- --force\n", File.ReadAllText(Path.Combine(folder.Root, "args")));
    }

    [Fact]
    public void Restart_ThatFails_SaysWhatSystemctlSaid()
    {
        var error = Assert.Throws<EdgeCnnException>(() => Unit("echo 'Job failed.' >&2; exit 1").Restart());
        Assert.Equal(ExitCode.Device, error.ExitCode);
        Assert.Contains("Job failed.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Restart_ThatFails_SaysWhatTheAgentSaidLast()
    {
        string journal = Script("[ \"$1\" = --sync ] || printf 'edgecnn-agent: page at x\\n{\"frame\":1}\\nedgecnn-agent: 2 to fix:\\nagent.json:5: camera: missing\\nagent.json:6: x: unknown\\n{\"frame\":2}\\n'", "journalctl");
        SystemdUnit unit = new("x.service", Script("printf 'Job failed.\\nSee \"systemctl status\".\\n' >&2; exit 1"), journal);
        var error = Assert.Throws<EdgeCnnException>(unit.Restart);
        Assert.Equal("systemctl restart x.service left with 1: Job failed. See 'journalctl -u x.service'. It said last: 2 to fix: agent.json:5: camera: missing agent.json:6: x: unknown", error.Message);
    }

    [Theory]
    [InlineData("printf 'Started.\\n'")]
    [InlineData("echo 'No journal files were opened' >&2; exit 1")]
    public void LastWords_OfNobody_AreNone(string script)
    {
        Assert.Equal("", new SystemdUnit("x.service", "systemctl", Script(script, "journalctl")).LastWords());
        Assert.Equal("", new SystemdUnit("x.service", "systemctl", Path.Combine(folder.Root, "absent")).LastWords());
    }

    private SystemdUnit Unit(string script) => new("x.service", Script(script));

    private string Script(string text, string name = "systemctl")
    {
        string path = folder.Put(name, System.Text.Encoding.UTF8.GetBytes($"#!/bin/sh\n{text}\n"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
