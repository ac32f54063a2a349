using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Tests;

public sealed class OptionTableTests
{
    private static readonly string[] Minimum = ["m.ecnn", "--camera", "synthetic"];

    [Fact]
    public void ParseRun_ModelAndCamera_GivesDefaults() => Assert.Equal(
        new RunOptions { Model = "m.ecnn", Camera = "synthetic", Frames = 0, FramesPerSecond = 0, Loop = false, Port = 8080, Page = true, Hash = false, Top = 3, Kernels = null, Demo = false, Threads = 0, Times = false },
        OptionTable.ParseRun(Minimum));

    [Fact]
    public void ParseRun_EveryOption_IsTaken() => Assert.Equal(
        new RunOptions { Model = "m.ecnn", Camera = "files:pictures", Frames = 7, FramesPerSecond = 25, Loop = true, Port = 9000, Page = false, Hash = true, Top = 5, Kernels = "portable", Threads = 3, Times = true },
        OptionTable.ParseRun(["--frames", "7", "--fps", "25", "--loop", "m.ecnn", "--top", "5", "--hash", "--kernels", "portable", "--port", "9000", "--no-page", "--threads", "3", "--times", "--camera", "files:pictures"]));

    [Fact]
    public void ParseRun_Demo_NeedsNothingElse() =>
        Assert.Equal(new RunOptions { Demo = true, Frames = 5 }, OptionTable.ParseRun(["--demo", "--frames", "5"]));

    [Theory]
    [InlineData("--frames", "9223372036854775807")]
    [InlineData("--fps", "1000")]
    [InlineData("--top", "1000")]
    [InlineData("--port", "1")]
    [InlineData("--port", "65535")]
    public void ParseRun_ValueAtItsLimit_IsTaken(string option, string value)
    {
        RunOptions options = OptionTable.ParseRun([.. Minimum, option, value]);
        long got = option switch
        {
            "--frames" => options.Frames,
            "--fps" => (long)options.FramesPerSecond,
            "--top" => options.Top,
            _ => options.Port,
        };
        Assert.Equal(long.Parse(value, System.Globalization.CultureInfo.InvariantCulture), got);
    }

    [Theory]
    [InlineData("--frames", "0")]
    [InlineData("--frames", "-1")]
    [InlineData("--frames", "9223372036854775808")]
    [InlineData("--frames", "1e3")]
    [InlineData("--frames", " 5")]
    [InlineData("--frames", "")]
    [InlineData("--fps", "0")]
    [InlineData("--fps", "1001")]
    [InlineData("--fps", "2.5")]
    [InlineData("--top", "0")]
    [InlineData("--top", "1001")]
    [InlineData("--top", "4294967297")]
    [InlineData("--port", "0")]
    [InlineData("--port", "65536")]
    [InlineData("--port", "http")]
    [InlineData("--threads", "-1")]
    [InlineData("--threads", "65")]
    public void ParseRun_ValueOutOfRange_IsUsageErrorThatNamesOptionAndValue(string option, string value)
    {
        string message = UsageError([.. Minimum, option, value]);
        Assert.Contains(option, message, StringComparison.Ordinal);
        Assert.Contains($"'{value}'", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--camera")]
    [InlineData("--frames")]
    [InlineData("--fps")]
    [InlineData("--top")]
    [InlineData("--kernels")]
    [InlineData("--port")]
    public void ParseRun_ValueMissing_IsUsageErrorThatNamesOption(string option)
    {
        Assert.Contains($"option {option} wants a value", UsageError(["m.ecnn", option]), StringComparison.Ordinal);
        Assert.Contains($"option {option} wants a value", UsageError(["m.ecnn", option, "--hash"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--nosuch")]
    [InlineData("-x")]
    [InlineData("-")]
    [InlineData("--")]
    [InlineData("--Frames")]
    [InlineData("--frames=5")]
    public void ParseRun_UnknownOption_IsUsageErrorThatNamesIt(string option) =>
        Assert.Contains($"unknown option '{option}'", UsageError([.. Minimum, option]), StringComparison.Ordinal);

    [Fact]
    public void ParseRun_TwoModels_IsUsageErrorThatNamesBoth()
    {
        string message = UsageError([.. Minimum, "n.ecnn"]);
        Assert.Contains("'m.ecnn'", message, StringComparison.Ordinal);
        Assert.Contains("'n.ecnn'", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--demo", "m.ecnn")]
    [InlineData("--demo", "--camera", "synthetic")]
    public void ParseRun_DemoWithModelOrCamera_IsUsageErrorThatNamesDemo(params string[] args) =>
        Assert.Contains("--demo", UsageError(args), StringComparison.Ordinal);

    [Fact]
    public void ParseRun_NothingOrHalf_SaysWhatIsMissing()
    {
        Assert.Contains("MODEL", UsageError([]), StringComparison.Ordinal);
        Assert.Contains("MODEL", UsageError(["--camera", "synthetic"]), StringComparison.Ordinal);
        Assert.Contains("MODEL", UsageError(["", "--camera", "synthetic"]), StringComparison.Ordinal);
        Assert.Contains("--camera", UsageError(["m.ecnn"]), StringComparison.Ordinal);
        Assert.Contains("--camera", UsageError(["m.ecnn", "--camera", ""]), StringComparison.Ordinal);
    }

    [Fact]
    public void RunHelp_Always_ListsEveryOptionAndAnExampleThatParses()
    {
        foreach (string option in (string[])["--demo", "--camera", "--frames", "--fps", "--loop", "--top", "--hash", "--kernels", "--threads", "--times", "--port", "--no-page"])
            Assert.Matches($@"(?m)^  {option}( [A-Z]+)?\s+\S", OptionTable.RunHelp);
        string[] example = OptionTable.RunHelp[(OptionTable.RunHelp.IndexOf("Example:", StringComparison.Ordinal) + 8)..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(["edgecnn-agent", "run"], example[..2]);
        Assert.Equal("models/mnist-cnn/model.ecnn", OptionTable.ParseRun(example.AsSpan(2)).Model);
    }

    [Fact]
    public void RunHelp_EveryListedOption_IsKnown()
    {
        string[] listed = [.. OptionTable.RunHelp.Split('\n').Where(line => line.StartsWith("  --", StringComparison.Ordinal)).Select(line => line.Trim().Split(' ')[0])];
        Assert.Equal(12, listed.Length);
        foreach (string option in listed)
        {
            EdgeCnnException? error = Record.Exception(() => OptionTable.ParseRun([.. Minimum, option])) as EdgeCnnException;
            Assert.DoesNotContain("unknown option", error?.Message ?? "", StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ParseSelftest_Options_AreTaken()
    {
        Assert.Equal(new SelftestOptions(), OptionTable.ParseSelftest([]));
        Assert.Equal(new SelftestOptions { Golden = "models", Kernels = "neon", Json = true }, OptionTable.ParseSelftest(["--json", "--golden", "models", "--kernels", "neon"]));
    }

    [Theory]
    [InlineData("'models'", "models")]
    [InlineData("option --golden wants a value", "--golden")]
    [InlineData("option --golden wants a value", "--golden", "--json")]
    [InlineData("unknown option '--camera'", "--camera", "x")]
    public void ParseSelftest_WrongArguments_IsUsageErrorThatNamesThem(string part, params string[] args)
    {
        var error = Assert.Throws<EdgeCnnException>(() => OptionTable.ParseSelftest(args));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("See 'edgecnn-agent selftest --help'.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SelftestHelp_Always_ListsEveryOptionAndAnExampleThatParses()
    {
        foreach (string option in (string[])["--golden", "--kernels", "--json"])
            Assert.Matches($@"(?m)^  {option}( [A-Z]+)?\s+\S", OptionTable.SelftestHelp);
        string[] example = OptionTable.SelftestHelp[(OptionTable.SelftestHelp.IndexOf("Example:", StringComparison.Ordinal) + 8)..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(["edgecnn-agent", "selftest"], example[..2]);
        Assert.Equal("models", OptionTable.ParseSelftest(example.AsSpan(2)).Golden);
    }

    [Fact]
    public void ParseOthers_Options_AreTaken()
    {
        BenchOptions plain = OptionTable.ParseBench(["m.ecnn"]);
        Assert.Equal((10L, 0, false), (plain.Seconds, plain.Runs, plain.Strict));
        Assert.Equal(["m.ecnn"], plain.Models);
        Assert.Equal([1], plain.Threads);
        BenchOptions all = OptionTable.ParseBench(["--runs", "7", "--seconds", "3", "--threads", "1,2,0", "--kernels", "neon", "--report", "r.html", "--strict", "--json", "m.ecnn", "n.ecnn"]);
        Assert.Equal((7, 3L, "neon", "r.html", true, true), (all.Runs, all.Seconds, all.Kernels, all.Report, all.Strict, all.Json));
        Assert.Equal(["m.ecnn", "n.ecnn"], all.Models);
        Assert.Equal([1, 2, 0], all.Threads);
        Assert.Equal(new TuneOptions { Model = "m.ecnn", Seconds = 10 }, OptionTable.ParseTune(["m.ecnn"]));
        Assert.Equal(new TuneOptions { Model = "m.ecnn", Seconds = 3, Kernels = "avx2", Json = true }, OptionTable.ParseTune(["m.ecnn", "--seconds", "3", "--kernels", "avx2", "--json"]));
        Assert.Equal(new DoctorOptions { Json = true }, OptionTable.ParseDoctor(["--json"]));
    }

    [Fact]
    public void ParseOthers_WrongArguments_AreUsageErrorsThatNameThem()
    {
        Assert.Contains("MODEL is missing", Assert.Throws<EdgeCnnException>(() => OptionTable.ParseBench([])).Message, StringComparison.Ordinal);
        Assert.Contains("MODEL is missing", Assert.Throws<EdgeCnnException>(() => OptionTable.ParseTune(["--json"])).Message, StringComparison.Ordinal);
        Assert.Contains("'0'", Assert.Throws<EdgeCnnException>(() => OptionTable.ParseTune(["m.ecnn", "--seconds", "0"])).Message, StringComparison.Ordinal);
        Assert.Contains("'m.ecnn'", Assert.Throws<EdgeCnnException>(() => OptionTable.ParseDoctor(["m.ecnn"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bench")]
    [InlineData("tune")]
    [InlineData("doctor")]
    public void HelpOf_OtherCommands_HasAnExampleThatParses(string command)
    {
        string help = OptionTable.HelpOf(command)!;
        string[] example = help[(help.IndexOf("Example:", StringComparison.Ordinal) + 8)..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(["edgecnn-agent", command], example[..2]);
        object options = command switch
        {
            "bench" => OptionTable.ParseBench(example.AsSpan(2)),
            "tune" => OptionTable.ParseTune(example.AsSpan(2)),
            _ => OptionTable.ParseDoctor(example.AsSpan(2)),
        };
        Assert.NotNull(options);
        Assert.Contains($"\n  {command} ", OptionTable.Help, StringComparison.Ordinal);
        Assert.Null(OptionTable.HelpOf("nosuch"));
    }

    private static string UsageError(string[] args)
    {
        var error = Assert.Throws<EdgeCnnException>(() => OptionTable.ParseRun(args));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.EndsWith("See 'edgecnn-agent run --help'.", error.Message, StringComparison.Ordinal);
        return error.Message;
    }
}
