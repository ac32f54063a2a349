using System.Text.Json;
using EdgeCnn.Graph.Format;
using EdgeCnn.Runtime;

namespace EdgeCnn.Cli.Tests.Commands;

public sealed class BenchCommandTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Bench_JsonOfOneModel_NamesMachineAndKernelsAndMeasures()
    {
        JsonElement model = EdgecnnProcess.RunJson("bench", TinyMnist.Committed, "--runs", "7", "--warm-up", "20", "--kernels", "portable");
        Assert.Equal(("portable", 7, 1), (model.GetProperty("kernels").GetString(), model.GetProperty("runs").GetInt32(), model.GetProperty("threads").GetInt32()));
        Assert.NotEqual("", model.GetProperty("machine").GetProperty("processor").GetString());
        Assert.Equal((TinyMnist.Committed, 4_241_152), (model.GetProperty("model").GetString(), model.GetProperty("macs").GetInt64()));
        Assert.All((string[])["plan_ms", "first_run_ms"], name => Assert.True(model.GetProperty(name).GetDouble() > 0, name));
        Assert.True(model.GetProperty("load_ms").GetDouble() > model.GetProperty("plan_ms").GetDouble(), "load holds plan");
        double[] times = Numbers(model, "min_us", "p50_us", "p95_us", "p99_us", "max_us");
        Assert.True(times[0] > 0 && times.SequenceEqual(times.Order()), string.Join(' ', times));
        Assert.True(model.GetProperty("warm_up_runs").GetInt32() >= 3);
        Assert.Equal(0, model.GetProperty("alloc_bytes_per_run").GetDouble());
        Assert.InRange(model.GetProperty("arena_lower_bound_bytes").GetInt64(), 1, model.GetProperty("arena_bytes").GetInt64());
        Assert.True(model.GetProperty("peak_rss_bytes").GetInt64() > model.GetProperty("arena_bytes").GetInt64());
        Assert.Equal(4_241_152 / (1000 * times[1]), model.GetProperty("gmacs_per_s").GetDouble(), 0.01);
    }

    [Fact]
    public void Bench_JsonLayers_AreTheNetworksAndTakeTheRunsTime()
    {
        JsonElement model = EdgecnnProcess.RunJson("bench", TinyMnist.Committed, "--runs", "20", "--warm-up", "1500", "--kernels", "portable");
        JsonElement[] layers = [.. model.GetProperty("layers").EnumerateArray()];
        Assert.Equal(["conv1", "pool2", "conv3", "pool4", "dense6", "dense8"], layers.Select(layer => layer.GetProperty("name").GetString()));
        Assert.Equal(["Conv2d", "MaxPool", "Conv2d", "MaxPool", "Dense", "Dense"], layers.Select(layer => layer.GetProperty("op").GetString()));
        Assert.All(layers, layer => Assert.NotEqual("", layer.GetProperty("kernel").GetString()));
        // 28x28x32 of 9, 14x14x64 of 288, 128 of 3136, 10 of 128.
        Assert.Equal([225_792, 0, 3_612_672, 0, 401_408, 1_280], layers.Select(layer => layer.GetProperty("macs").GetInt64()));
        Assert.All(layers, layer => Assert.True(layer.GetProperty("us").GetDouble() is var us and > 0 && Math.Abs(layer.GetProperty("gmacs_per_s").GetDouble() - (layer.GetProperty("macs").GetInt64() / (1000 * us))) <= 0.0051, layer.ToString()));
        // Another session in another second of a shared machine: only that it is the same kind of time.
        Assert.InRange(layers.Sum(layer => layer.GetProperty("us").GetDouble()), model.GetProperty("p50_us").GetDouble() / 4, model.GetProperty("p50_us").GetDouble() * 4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Bench_Threads_AreTheSessions(int threads)
    {
        JsonElement model = EdgecnnProcess.RunJson("bench", TinyMnist.Committed, "--runs", "5", "--warm-up", "0", "--threads", $"{threads}");
        Assert.Equal(threads, model.GetProperty("threads").GetInt32());
        Assert.Equal(0, model.GetProperty("alloc_bytes_per_run").GetDouble());
        // Each thread has working memory of its own.
        var session = InferenceSession.Load(TinyMnist.Committed, new SessionOptions { Threads = threads });
        Assert.Equal(session.ArenaBytes, model.GetProperty("arena_bytes").GetInt64());
    }

    [Fact]
    public void Bench_EachKernel_HasEveryCandidateAndMarksThePick()
    {
        var plan = InferenceSession.Load(TinyMnist.Committed, new SessionOptions { Kernels = "portable" }).Plan;
        JsonElement model = EdgecnnProcess.RunJson("bench", TinyMnist.Committed, "--each-kernel", "--seconds", "0.1", "--kernels", "portable");
        Assert.Equal(("portable", 1), (model.GetProperty("kernels").GetString(), model.GetProperty("threads").GetInt32()));
        JsonElement[] layers = [.. model.GetProperty("layers").EnumerateArray()];
        PlanStepSummary[] steps = [.. plan.Steps.Where(step => !step.Candidates.IsEmpty)];
        Assert.Equal(["conv1", "conv3", "dense6", "dense8"], layers.Select(layer => layer.GetProperty("name").GetString()));
        foreach (var (layer, step) in layers.Zip(steps))
        {
            JsonElement[] kernels = [.. layer.GetProperty("kernels").EnumerateArray()];
            Assert.Equal(step.Candidates, kernels.Select(kernel => kernel.GetProperty("name").GetString()));
            Assert.Equal(step.Kernel, Assert.Single(kernels, kernel => kernel.GetProperty("pick").GetBoolean()).GetProperty("name").GetString());
            Assert.Equal(kernels.Min(kernel => kernel.GetProperty("us").GetDouble()), kernels.Single(kernel => kernel.GetProperty("name").GetString() == layer.GetProperty("fastest").GetString()).GetProperty("us").GetDouble());
            Assert.All(kernels, kernel => Assert.True(kernel.GetProperty("us").GetDouble() > 0 && kernel.GetProperty("runs").GetInt32() >= 9, kernel.ToString()));
        }

        Assert.Contains(layers, layer => layer.GetProperty("kernels").GetArrayLength() > 1);
    }

    [Fact]
    public void Bench_Seconds_RunsForThatLong()
    {
        JsonElement model = EdgecnnProcess.RunJson("bench", TinyMnist.Committed, "--seconds", "0.4", "--warm-up", "20");
        double[] times = Numbers(model, "runs", "min_us", "max_us");
        // No fewer runs than fit if each was the longest, no more than fit if each was the shortest.
        Assert.InRange(times[0], Math.Floor(0.4e6 / times[2] / 2), 1 + (0.4e6 / times[1]));
        Assert.True(times[0] > 1);
    }

    [Fact]
    public void Bench_JsonOfSeveralModels_HoldsADocumentForEach()
    {
        EcnnWriter.Write(SmallModels.Sum(), folder.At("sum.ecnn"));
        JsonElement json = EdgecnnProcess.RunJson("bench", TinyMnist.Committed, folder.At("sum.ecnn"), "--runs", "2", "--warm-up", "0");
        Assert.NotEqual("", json.GetProperty("machine").GetProperty("processor").GetString());
        Assert.Equal([TinyMnist.Committed, folder.At("sum.ecnn")], json.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("model").GetString()));
        Assert.Equal(0, json.GetProperty("failed").GetArrayLength());
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
        EdgecnnProcess.Run("bench", TinyMnist.Committed, "--seconds", "0").AssertRefused(2, "--seconds");
        EdgecnnProcess.Run("bench", TinyMnist.Committed, "--seconds", "1", "--runs", "3").AssertRefused(2, "--seconds", "--runs");
        EdgecnnProcess.Run("bench", TinyMnist.Committed, "--threads", "-1").AssertRefused(2, "--threads");
        EdgecnnProcess.Run("bench", TinyMnist.Committed, "--threads", "100000").AssertRefused(2, "100000");
    }

    private static double[] Numbers(JsonElement model, params string[] names) => [.. names.Select(name => model.GetProperty(name).GetDouble())];
}
