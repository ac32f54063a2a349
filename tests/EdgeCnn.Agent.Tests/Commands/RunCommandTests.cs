using System.Text;
using System.Text.Json;
using EdgeCnn.Agent.Commands;
using EdgeCnn.Agent.Tests.Page;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Kernels;

namespace EdgeCnn.Agent.Tests.Commands;

[Collection(AloneCollection.Name)]
public sealed class RunCommandTests
{
    private static RunOptions Samples => new() { Model = SampleModel.Model, Camera = $"files:{SampleModel.Pictures}", Page = false };

    [Fact]
    public void Run_Samples_GivesALineForEachAndTheHash()
    {
        var (code, lines, error) = Run(Samples with { Hash = true });
        Assert.Equal((0, 101, ""), (code, lines.Length, error));
        JsonElement[] decisions = [.. lines[..^1].Select(Parse)];
        Assert.Equal(Enumerable.Range(1, 100), decisions.Select(line => line.GetProperty("frame").GetInt32()));
        Assert.All(decisions, line => Assert.Equal(3, line.GetProperty("top").GetArrayLength()));
        Assert.InRange(decisions.Count(line => line.GetProperty("label").GetString() == line.GetProperty("truth").GetString()), 97, 100);
        var (logits, probabilities, frames) = SampleModel.Golden();
        JsonElement hash = Parse(lines[^1]);
        Assert.Equal((logits, probabilities, frames), (hash.GetProperty("sha256").GetString(), hash.GetProperty("probabilitiesSha256").GetString(), hash.GetProperty("frames").GetInt32()));
        Assert.Equal(KernelSets.Best.Name, hash.GetProperty("kernels").GetString());
    }

    [Fact]
    public void Run_FramesTopLoopAndKernels_AreObeyed()
    {
        var (code, lines, _) = Run(Samples with { Frames = 105, Loop = true, Top = 1000, Kernels = "portable", Hash = true });
        Assert.Equal((0, 106), (code, lines.Length));
        Assert.Equal(10, Parse(lines[0]).GetProperty("top").GetArrayLength());
        Assert.Equal(Parse(lines[0]).GetProperty("source").GetString(), Parse(lines[100]).GetProperty("source").GetString());
        Assert.Equal("portable", Parse(lines[^1]).GetProperty("kernels").GetString());
    }

    [Fact]
    public void Run_FiveFrames_GivesFiveLines() => Assert.Equal(5, Run(Samples with { Frames = 5 }).Lines.Length);

    [Fact]
    public void Run_SyntheticCamera_HasNoTruth()
    {
        var (code, lines, _) = Run(Samples with { Camera = "synthetic", Frames = 2, FramesPerSecond = 1000 });
        Assert.Equal((0, 2), (code, lines.Length));
        Assert.Equal(JsonValueKind.Null, Parse(lines[0]).GetProperty("truth").ValueKind);
    }

    [Fact]
    public void Run_FramesPerSecond_IsKept()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Run(Samples with { Frames = 5, FramesPerSecond = 20 });
        Assert.True(watch.ElapsedMilliseconds >= 190, $"{watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void Run_Demo_EndsWithASummary()
    {
        var (code, lines, _) = Run(new RunOptions { Demo = true, Page = false });
        Assert.Equal((0, 101), (code, lines.Length));
        // The model's codes are equal everywhere, so this is too.
        Assert.Matches($@"^87 of 100 right, p50 \d+ µs, kernels {KernelSets.Best.Name}, no page$", lines[^1]);
        Assert.Matches(@"^airplane/\d+\.png +[a-z]+ +\d+\.\d % +\d+ µs  (right|wrong, it is [a-z]+)$", lines[0]);
    }

    [Fact]
    public void Run_WithPage_SaysWhereItIsAndFreesThePort()
    {
        var (first, port) = TestPage.OnFreePort(port => Run(Samples with { Page = true, Port = port, Frames = 3 }));
        Assert.Equal((0, 3), (first.Code, first.Lines.Length));
        Assert.Equal($"edgecnn-agent: page at http://127.0.0.1:{port}\n", first.Error);
        Assert.Equal(0, Run(Samples with { Page = true, Port = port, Frames = 1 }).Code);
    }

    [Fact]
    public void Run_DamagedPictureWithPage_IsBadDataAndFreesThePort()
    {
        using var folder = new TestFolder();
        folder.Put("a.png", File.ReadAllBytes(Path.Combine(SampleModel.Pictures, "3", "00030.png")));
        folder.Put("b.png", "no picture"u8);
        int taken = TestPage.OnFreePort(port =>
        {
            var error = Assert.ThrowsAny<EdgeCnnException>(() => Run(Samples with { Camera = $"files:{folder.Root}", Page = true, Port = port }));
            if (error.ExitCode == ExitCode.Device)
                throw error;
            Assert.Equal(ExitCode.BadData, error.ExitCode);
            Assert.Contains("b.png", error.Message, StringComparison.Ordinal);
            return 0;
        }).Port;
        Assert.Equal(0, Run(Samples with { Page = true, Port = taken, Frames = 1 }).Code);
    }

    [Fact]
    public async Task Run_PortTaken_IsDeviceError()
    {
        await using var other = new TestPage();
        Refused(Samples with { Page = true, Port = other.Port }, ExitCode.Device, $"{other.Port}");
    }

    [Fact]
    public void Run_DamagedModel_IsBadDataThatNamesIt()
    {
        using var folder = new TestFolder();
        byte[] model = File.ReadAllBytes(SampleModel.Model);
        model[model.Length / 2] ^= 1;
        Refused(Samples with { Model = folder.Put("bent.ecnn", model) }, ExitCode.BadData, "bent.ecnn");
    }

    [Fact]
    public void Run_ModelWithoutContract_IsBadData()
    {
        using var folder = new TestFolder();
        string path = folder.Put("bare.ecnn", EcnnWriter.ToBytes(SmallGraph.Build([1, 2], contract: false)));
        Refused(Samples with { Model = path }, ExitCode.BadData, "bare.ecnn");
    }

    [Fact]
    public void Run_ModelWithNotANumber_IsBadDataNotABug()
    {
        using var folder = new TestFolder();
        string path = folder.Put("nan.ecnn", EcnnWriter.ToBytes(SmallGraph.Build([1, float.NaN])));
        Refused(Samples with { Model = path }, ExitCode.BadData, "NaN");
    }

    [Fact]
    public void Run_FolderEmptyOrMissing_IsBadDataThatNamesIt()
    {
        using var folder = new TestFolder();
        folder.Put("notes.txt", "no picture"u8);
        Refused(Samples with { Camera = $"files:{folder.Root}" }, ExitCode.BadData, folder.Root);
        Refused(Samples with { Camera = "files:/no/such/folder" }, ExitCode.BadData, "/no/such/folder");
    }

    [Theory]
    [InlineData("webcam")]
    [InlineData("files:")]
    [InlineData("FILES:x")]
    [InlineData("synthetic:640x")]
    public void Run_UnknownCamera_IsUsageErrorThatNamesIt(string camera) => Refused(Samples with { Camera = camera }, ExitCode.Usage, $"'{camera}'");

    [Fact]
    public void Run_KernelsUnknownOrOfAnotherProcessor_IsUsageErrorThatNamesThem()
    {
        Refused(Samples with { Kernels = "sse9" }, ExitCode.Usage, "'sse9'");
        string other = KernelSets.All.Except(KernelSets.Supported).First().Name;
        Refused(Samples with { Kernels = other }, ExitCode.Usage, $"'{other}'");
    }

    private static void Refused(RunOptions options, ExitCode code, string part)
    {
        var error = Assert.ThrowsAny<EdgeCnnException>(() => Run(options));
        Assert.Equal(code, error.ExitCode);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    private static (int Code, string[] Lines, string Error) Run(RunOptions options)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter { NewLine = "\n" };
        int code = new RunCommand(options, output, () => error).Run();
        string text = Encoding.UTF8.GetString(output.ToArray());
        return (code, text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n'), error.ToString());
    }

    private static JsonElement Parse(string line) => JsonDocument.Parse(line).RootElement;
}
