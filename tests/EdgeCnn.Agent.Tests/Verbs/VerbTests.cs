using EdgeCnn.Agent.Verbs;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Tests.Verbs;

public sealed class VerbTests
{
    private static readonly string[] Minimum = ["m.ecnn", "--camera", "synthetic"];

    [Fact]
    public void ParseRun_ModelAndCamera_GivesDefaults() => Assert.Equal(
        new RunOptions { Model = "m.ecnn", Camera = "synthetic", Frames = 0, FramesPerSecond = 0, Loop = false, Port = null, Page = null, Hash = false, Top = null, Kernels = null, Demo = false, Threads = null, Times = false },
        new RunVerb().Parse(Minimum));

    [Fact]
    public void ParseRun_EveryOption_IsTaken() => Assert.Equal(
        new RunOptions { Model = "m.ecnn", Camera = "files:pictures", Frames = 7, FramesPerSecond = 25, Loop = true, Port = 9000, Page = false, Hash = true, Top = 5, Kernels = "portable", Threads = 3, Times = true },
        new RunVerb().Parse(["--frames", "7", "--fps", "25", "--loop", "m.ecnn", "--top", "5", "--hash", "--kernels", "portable", "--port", "9000", "--no-page", "--threads", "3", "--times", "--camera", "files:pictures"]));

    [Fact]
    public void ParseRun_Demo_NeedsNothingElse() =>
        Assert.Equal(new RunOptions { Demo = true, Frames = 5 }, new RunVerb().Parse(["--demo", "--frames", "5"]));

    [Theory]
    [InlineData("--frames", "9223372036854775807")]
    [InlineData("--fps", "1000")]
    [InlineData("--top", "1000")]
    [InlineData("--port", "1")]
    [InlineData("--port", "65535")]
    public void ParseRun_ValueAtItsLimit_IsTaken(string option, string value)
    {
        RunOptions options = new RunVerb().Parse([.. Minimum, option, value]);
        long got = option switch
        {
            "--frames" => options.Frames,
            "--fps" => (long)options.FramesPerSecond,
            "--top" => options.Top!.Value,
            _ => options.Port!.Value,
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
        foreach (string option in (string[])["--config", "--check", "--demo", "--camera", "--frames", "--fps", "--loop", "--top", "--hash", "--kernels", "--threads", "--times", "--port", "--listen", "--token-file", "--save", "--no-page"])
            Assert.Matches($@"(?m)^  {option}( [A-Z]+)?\s+\S", new RunVerb().Help);
        string[] example = new RunVerb().Help[(new RunVerb().Help.IndexOf("Example:", StringComparison.Ordinal) + 8)..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(["edgecnn-agent", "run"], example[..2]);
        Assert.Equal("models/mnist-cnn/model.ecnn", new RunVerb().Parse(example.AsSpan(2)).Model);
    }

    [Fact]
    public void RunHelp_EveryListedOption_IsKnown()
    {
        string[] listed = [.. new RunVerb().Help.Split('\n').Where(line => line.StartsWith("  --", StringComparison.Ordinal)).Select(line => line.Trim().Split(' ')[0])];
        Assert.Equal(17, listed.Length);
        foreach (string option in listed)
        {
            EdgeCnnException? error = Record.Exception(() => new RunVerb().Parse([.. Minimum, option])) as EdgeCnnException;
            Assert.DoesNotContain("unknown option", error?.Message ?? "", StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ParseSelftest_Options_AreTaken()
    {
        Assert.Equal(new SelftestOptions(), new SelftestVerb().Parse([]));
        Assert.Equal(new SelftestOptions { Golden = "models", Kernels = "neon", Json = true }, new SelftestVerb().Parse(["--json", "--golden", "models", "--kernels", "neon"]));
    }

    [Theory]
    [InlineData("'models'", "models")]
    [InlineData("option --golden wants a value", "--golden")]
    [InlineData("option --golden wants a value", "--golden", "--json")]
    [InlineData("unknown option '--camera'", "--camera", "x")]
    public void ParseSelftest_WrongArguments_IsUsageErrorThatNamesThem(string part, params string[] args)
    {
        var error = Assert.Throws<EdgeCnnException>(() => new SelftestVerb().Parse(args));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("See 'edgecnn-agent selftest --help'.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SelftestHelp_Always_ListsEveryOptionAndAnExampleThatParses()
    {
        foreach (string option in (string[])["--golden", "--kernels", "--json"])
            Assert.Matches($@"(?m)^  {option}( [A-Z]+)?\s+\S", new SelftestVerb().Help);
        string[] example = new SelftestVerb().Help[(new SelftestVerb().Help.IndexOf("Example:", StringComparison.Ordinal) + 8)..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(["edgecnn-agent", "selftest"], example[..2]);
        Assert.Equal("models", new SelftestVerb().Parse(example.AsSpan(2)).Golden);
    }

    [Fact]
    public void ParseOthers_Options_AreTaken()
    {
        BenchOptions plain = new BenchVerb().Parse(["m.ecnn"]);
        Assert.Equal((10L, 0, false), (plain.Seconds, plain.Runs, plain.Strict));
        Assert.Equal(["m.ecnn"], plain.Models);
        Assert.Equal([1], plain.Threads);
        BenchOptions all = new BenchVerb().Parse(["--runs", "7", "--seconds", "3", "--threads", "1,2,0", "--kernels", "neon", "--report", "r.html", "--strict", "--json", "m.ecnn", "n.ecnn"]);
        Assert.Equal((7, 3L, "neon", "r.html", true, true), (all.Runs, all.Seconds, all.Kernels, all.Report, all.Strict, all.Json));
        Assert.Equal(["m.ecnn", "n.ecnn"], all.Models);
        Assert.Equal([1, 2, 0], all.Threads);
        Assert.Equal(new TuneOptions { Model = "m.ecnn", Seconds = 10 }, new TuneVerb().Parse(["m.ecnn"]));
        Assert.Equal(new TuneOptions { Model = "m.ecnn", Seconds = 3, Kernels = "avx2", Json = true }, new TuneVerb().Parse(["m.ecnn", "--seconds", "3", "--kernels", "avx2", "--json"]));
        Assert.Equal(new DoctorOptions { Json = true }, new DoctorVerb().Parse(["--json"]));
    }

    [Fact]
    public void ParseOthers_WrongArguments_AreUsageErrorsThatNameThem()
    {
        Assert.Contains("MODEL is missing", Assert.Throws<EdgeCnnException>(() => new BenchVerb().Parse([])).Message, StringComparison.Ordinal);
        Assert.Contains("MODEL is missing", Assert.Throws<EdgeCnnException>(() => new TuneVerb().Parse(["--json"])).Message, StringComparison.Ordinal);
        Assert.Contains("'0'", Assert.Throws<EdgeCnnException>(() => new TuneVerb().Parse(["m.ecnn", "--seconds", "0"])).Message, StringComparison.Ordinal);
        Assert.Contains("'m.ecnn'", Assert.Throws<EdgeCnnException>(() => new DoctorVerb().Parse(["m.ecnn"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ParseRun_Config_NeedsNothingElseAndGoesNotWithDemo()
    {
        Assert.Equal(new RunOptions { Config = "a.json", Check = true, Port = 9 }, new RunVerb().Parse(["--config", "a.json", "--check", "--port", "9"]));
        Assert.Contains("--config", UsageError(["--demo", "--config", "a.json"]), StringComparison.Ordinal);
        Assert.Contains("--config", UsageError([.. Minimum, "--check"]), StringComparison.Ordinal);
    }

    [Fact]
    public void All_Verbs_AreFoundByTheirNamesAndHaveHelp()
    {
        Assert.All(VerbTable.All, verb => Assert.Equal(verb.GetType(), VerbTable.Find(verb.Name)!.GetType()));
        Assert.All(VerbTable.All, verb => Assert.StartsWith($"edgecnn-agent {verb.Name}: ", verb.Help, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("bench")]
    [InlineData("tune")]
    [InlineData("doctor")]
    public void HelpOf_OtherCommands_HasAnExampleThatParses(string command)
    {
        string help = VerbTable.Find(command)!.Help;
        string[] example = help[(help.IndexOf("Example:", StringComparison.Ordinal) + 8)..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(["edgecnn-agent", command], example[..2]);
        object options = command switch
        {
            "bench" => new BenchVerb().Parse(example.AsSpan(2)),
            "tune" => new TuneVerb().Parse(example.AsSpan(2)),
            _ => new DoctorVerb().Parse(example.AsSpan(2)),
        };
        Assert.NotNull(options);
        Assert.Contains($"\n  {command} ", VerbTable.Help, StringComparison.Ordinal);
        Assert.Null(VerbTable.Find("nosuch"));
    }

    private static string UsageError(string[] args)
    {
        var error = Assert.Throws<EdgeCnnException>(() => new RunVerb().Parse(args));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.EndsWith("See 'edgecnn-agent run --help'.", error.Message, StringComparison.Ordinal);
        return error.Message;
    }
}
