using System.Text.Json;
using EdgeCnn.Graph.Format;

namespace EdgeCnn.Cli.Tests.Commands;

public sealed class BenchCommandTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Bench_Json_NamesMachineKernelsAndWarmUpAndMeasures()
    {
        JsonElement json = EdgecnnProcess.RunJson("bench", TinyMnist.Committed, "--runs", "7", "--warm-up", "20", "--kernels", "portable");
        Assert.Equal(("portable", 7, 20), (json.GetProperty("kernels").GetString(), json.GetProperty("runs").GetInt32(), json.GetProperty("warmUpMs").GetInt32()));
        Assert.NotEqual("", json.GetProperty("machine").GetProperty("processor").GetString());
        JsonElement model = json.GetProperty("models")[0], steady = model.GetProperty("steady");
        Assert.Equal((TinyMnist.Committed, 4_241_152, 7), (model.GetProperty("model").GetString(), model.GetProperty("multiplyAdds").GetInt64(), steady.GetProperty("runs").GetInt32()));
        Assert.All((string[])["loadMs", "planMs", "firstRunMs"], name => Assert.True(model.GetProperty(name).GetDouble() > 0, name));
        double[] times = [.. ((string[])["minUs", "medianUs", "p95Us", "maxUs"]).Select(name => steady.GetProperty(name).GetDouble())];
        Assert.True(times[0] > 0 && times.SequenceEqual(times.Order()), string.Join(' ', times));
        Assert.True(model.GetProperty("warmUpRuns").GetInt32() >= 3);
        Assert.Equal(0, model.GetProperty("allocatedBytes").GetInt64());
        Assert.InRange(model.GetProperty("arenaLowerBoundBytes").GetInt64(), 1, model.GetProperty("arenaBytes").GetInt64());
        Assert.Equal(4_241_152 / (1000 * times[1]), model.GetProperty("gigaMacsPerSecond").GetDouble(), 0.01);
    }

    [Fact]
    public void Bench_FolderAndFile_GivesALineForEachAndGoesOnAfterABadOne()
    {
        folder.Put("suite/a/model.onnx", File.ReadAllBytes(Path.Combine(TestData.Root!, "models", "mnist-cnn", "model.onnx")));
        folder.Put("suite/b/model.onnx", "no model"u8);
        EcnnWriter.Write(SmallModels.Sum(), folder.At("sum.ecnn"));
        CommandResult result = EdgecnnProcess.Run("bench", folder.At("suite"), folder.At("sum.ecnn"), "--runs", "2", "--warm-up", "0");
        Assert.Equal(3, result.Code);
        Assert.Matches(@"(?m)^a +\d+\.\d ", result.Output);
        Assert.Matches(@"(?m)^\S+sum\.ecnn +\d+\.\d ", result.Output);
        Assert.Contains("kernels ", result.Output.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("2 runs after a warm-up of 0 ms and at least 3 runs", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"^edgecnn: b: \S+suite/b/model\.onnx, ", result.Error);
    }

    [Fact]
    public void Bench_WrongModelOrKernels_IsRefused()
    {
        EdgecnnProcess.Run("bench", "no-such-model.ecnn").AssertRefused(3, "no-such-model.ecnn", "Check the path and the rights.");
        EdgecnnProcess.Run("bench", folder.Root).AssertRefused(3, folder.Root, "Name a model");
        EdgecnnProcess.Run("bench", TinyMnist.Committed, "--kernels", "sse9").AssertRefused(2, "'sse9'");
        EdgecnnProcess.Run("bench", TinyMnist.Committed, "--runs", "0").AssertRefused(2, "--runs");
    }
}
