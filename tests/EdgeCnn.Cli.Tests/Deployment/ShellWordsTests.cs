using System.Diagnostics;
using EdgeCnn.Cli.Deployment;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tests.Deployment;

public sealed class ShellWordsTests
{
    [Fact]
    public void Join_AnyWords_ArriveAsTheyWere()
    {
        string[] words = ["plain", "", "a b", "$(reboot)", "`id`", "it's", "''", "\"x\"", "a\\b", "*", "~", ";&|<>", "-n", "tab\there", "new\nline", "ä€", "!x", "#"];
        var start = new ProcessStartInfo("sh", ["-c", ShellWords.Join(["printf", "%s\\0", .. words])]) { RedirectStandardOutput = true };
        using Process shell = Process.Start(start)!;
        Assert.Equal(words, shell.StandardOutput.ReadToEnd().Split('\0')[..^1]);
    }

    [Theory]
    [InlineData("-oProxyCommand=reboot")]
    [InlineData("pi@host;reboot")]
    [InlineData("pi@host reboot")]
    [InlineData("$(id)")]
    [InlineData("")]
    public void Target_ThatSshCouldTakeForSomethingElse_IsRefused(string address) =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => new SshTarget(address, null, null).Checked()).ExitCode);

    [Fact]
    public void Target_Arguments_EndInTheAddress()
    {
        List<string> arguments = new SshTarget("pi@[fe80::1%eth0]", 2222, "/k").Checked().Arguments("/s", "-N");
        Assert.Equal(["-N", "-p", "2222", "-i", "/k", "--", "pi@[fe80::1%eth0]"], arguments[^7..]);
        Assert.Contains("BatchMode=yes", arguments);
        Assert.Contains("ControlPath=/s", arguments);
    }
}
