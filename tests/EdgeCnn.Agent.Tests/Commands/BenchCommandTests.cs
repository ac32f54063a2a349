using System.Diagnostics;
using System.Text;
using System.Text.Json;
using EdgeCnn.Agent.Commands;
using EdgeCnn.Graph.Format;
using EdgeCnn.Kernels;

namespace EdgeCnn.Agent.Tests.Commands;

[Collection(AloneCollection.Name)]
public sealed class BenchCommandTests
{
    [Fact]
    public void Run_AsJson_PartsAddUpToTheTimeOfTheFirstResult()
    {
        JsonElement json = JsonDocument.Parse(Run(new BenchOptions { Model = SampleModel.Model, Runs = 5, Threads = 2, Json = true })).RootElement;
        double Ms(string name) => json.GetProperty(name).GetDouble();
        Assert.Equal((SampleModel.Model, KernelSets.Best.Name, 2, 5), (json.GetProperty("model").GetString(), json.GetProperty("kernels").GetString(), json.GetProperty("threads").GetInt32(), json.GetProperty("runs").GetInt32()));
        Assert.Equal(Ms("main_to_first_result_ms"), Ms("before_ms") + Ms("read_ms") + Ms("plan_ms") + Ms("first_run_ms"), 0.05);
        Assert.Equal(Ms("load_ms"), Ms("read_ms") + Ms("plan_ms"), 0.02);
        Assert.True(Ms("before_ms") >= 5, $"{json}");
        Assert.True(Ms("min_us") > 0 && Ms("min_us") <= Ms("p50_us") && Ms("p50_us") <= Ms("p95_us"), $"{json}");
    }

    [Fact]
    public void Run_ModelWithoutContract_IsMeasuredToo()
    {
        using var folder = new TestFolder();
        string path = folder.Put("bare.ecnn", EcnnWriter.ToBytes(SmallGraph.Build([1, 2], contract: false)));
        Assert.Matches($@"^{path}: kernels \S+, threads 1\nfirst result [\d.]+ ms after the start: [\d.]+ before, load [\d.]+ \(read [\d.]+, plan [\d.]+\), first run [\d.]+; \d+ methods compiled in [\d.]+ ms\n3 runs: p50 ", Run(new BenchOptions { Model = path, Runs = 3 }));
    }

    // As if the program had begun some milliseconds ago.
    private static string Run(BenchOptions options)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        Assert.Equal(0, new BenchCommand(options, output, () => error, Stopwatch.GetTimestamp() - (Stopwatch.Frequency / 200)).Run());
        Assert.Equal("", error.ToString());
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
