using System.Text;
using System.Text.Json;
using EdgeCnn.Agent.Commands;
using EdgeCnn.Agent.Tests.Selftest;
using EdgeCnn.Graph;
using EdgeCnn.Kernels;

namespace EdgeCnn.Agent.Tests.Commands;

public sealed class SelftestCommandTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Run_Kernels_ChecksEverySetOfThisProcessor()
    {
        var (code, text) = Run(new SelftestOptions());
        Assert.Equal(0, code);
        string[] kernels = [.. KernelSets.Supported.SelectMany(KernelCheckTests.Kernels)];
        foreach (string kernel in kernels)
            Assert.Contains($"pass  {kernel}: ", text, StringComparison.Ordinal);
        Assert.EndsWith($"\n{kernels.Length} passed, 0 failed\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_GoldenAsJson_IsOneDocument()
    {
        string manifest = GoldenFiles.Write(folder, "deep/m");
        var (code, text) = Run(new SelftestOptions { Golden = folder.Root, Json = true });
        JsonElement json = JsonDocument.Parse(text).RootElement;
        Assert.Equal((0, true, KernelSets.Best.Name), (code, json.GetProperty("passed").GetBoolean(), json.GetProperty("kernels").GetString()));
        JsonElement last = json.GetProperty("checks").EnumerateArray().Last();
        Assert.Equal((manifest, true, 3), (last.GetProperty("name").GetString(), last.GetProperty("passed").GetBoolean(), last.GetProperty("checked").GetInt32()));
    }

    [Fact]
    public void Run_OneDifference_LeavesWithFiveAndChecksTheRest()
    {
        GoldenFiles.Write(folder, "a");
        GoldenFiles.Write(folder, "b");
        GoldenFiles.Bend(Path.Combine(folder.Root, "a.golden.bin"), 16, 1);
        var (code, text) = Run(new SelftestOptions { Golden = folder.Root, Kernels = "portable" });
        Assert.Equal((int)ExitCode.CheckFailed, code);
        Assert.Matches(@"(?m)^FAIL  \S+a\.golden\.json: .*vector 0, .*element 0: ", text);
        Assert.Matches(@"(?m)^pass  \S+b\.golden\.json: ", text);
        Assert.EndsWith(" passed, 1 failed\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_UnknownKernelsOrFolder_IsRefused()
    {
        Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => Run(new SelftestOptions { Kernels = "sse9" })).ExitCode);
        Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => Run(new SelftestOptions { Kernels = KernelSets.All.Except(KernelSets.Supported).First().Name })).ExitCode);
        Assert.Equal(ExitCode.BadData, Assert.Throws<EdgeCnnException>(() => Run(new SelftestOptions { Golden = folder.Root })).ExitCode);
    }

    private static (int Code, string Text) Run(SelftestOptions options)
    {
        using var output = new MemoryStream();
        int code = new SelftestCommand(options, output).Run();
        return (code, Encoding.UTF8.GetString(output.ToArray()));
    }
}
