namespace EdgeCnn.Cli.Tests;

public sealed class ProgramTests
{
    [Theory]
    [InlineData("edgecnn", "")]
    [InlineData("edgecnn", "nosuch", "'nosuch'")]
    [InlineData("edgecnn data", "data")]
    [InlineData("edgecnn data", "data put", "'put'")]
    [InlineData("edgecnn train", "train mnist-cnn --nosuch", "'--nosuch'")]
    [InlineData("edgecnn train", "train mnist-cnn --data mnist:x", "--out")]
    [InlineData("edgecnn train", "train mnist-cnn --data mnist:x --out y --epochs 0", "--epochs")]
    [InlineData("edgecnn train", "train mnist-cnn --data mnist:x --out y --epochs many", "--epochs")]
    [InlineData("edgecnn train", "train mnist-cnn --data mnist:x --out y --batch 2147483647", "--batch")]
    [InlineData("edgecnn train", "train mnist-cnn --data mnist:x --out y --seed -1", "--seed")]
    [InlineData("edgecnn train", "train mnist-cnn --data mnist:x --out y --threads", "--threads")]
    [InlineData("edgecnn quantize", "quantize m.ecnn --calibrate mnist:x --out y --samples 0", "--samples")]
    [InlineData("edgecnn inspect", "inspect")]
    [InlineData("edgecnn inspect", "inspect a.ecnn b.ecnn", "'b.ecnn'")]
    [InlineData("edgecnn pack", "pack m.ecnn")]
    public void Main_WrongCommandLine_LeavesWithTwoAndOneLine(string command, string line, string part = "") =>
        EdgecnnProcess.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).AssertRefused(2, $"See '{command} --help'.", part);

    [Fact]
    public void Main_ArgumentWithLineBreak_StillSaysOneLine() => EdgecnnProcess.Run("no\nsuch").AssertRefused(2);

    [Fact]
    public void Main_Help_IsOnStandardOutput()
    {
        CommandResult help = EdgecnnProcess.Run("--help");
        Assert.Equal((0, ""), (help.Code, help.Error));
        foreach (string command in (string[])["data", "train", "quantize", "eval", "inspect", "export", "import", "pack"])
            Assert.Matches($@"(?m)^  {command}\s", help.Output);
    }

    [Theory]
    [InlineData("data", "get")]
    [InlineData("train")]
    [InlineData("pack")]
    public void Main_HelpOfACommand_HasAnExample(params string[] command)
    {
        CommandResult help = EdgecnnProcess.Run([.. command, "--help"]);
        Assert.Equal((0, ""), (help.Code, help.Error));
        Assert.Contains($"Example:\n  edgecnn {string.Join(' ', command)} ", help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Main_Version_PrintsIt()
    {
        CommandResult version = EdgecnnProcess.Run("--version");
        Assert.Equal((0, ""), (version.Code, version.Error));
        Assert.Matches(@"^\d+\.\d+\.\d+", version.Output);
    }
}
