using System.Diagnostics;
using System.Text;
using System.Text.Json;
using EdgeCnn.Agent.Benchmarks;
using EdgeCnn.Agent.Commands;
using EdgeCnn.Agent.Tests.Benchmarks;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Kernels;

namespace EdgeCnn.Agent.Tests.Commands;

[Collection(AloneCollection.Name)]
public sealed class BenchCommandTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Run_AsJson_PartsAddUpToTheTimeOfTheFirstResult()
    {
        JsonElement json = Json(new BenchOptions { Models = [SampleModel.Model], Runs = 5, Threads = [2] }).GetProperty("models")[0];
        double Ms(string name) => json.GetProperty(name).GetDouble();
        Assert.Equal((SampleModel.Model, KernelSets.Best.Name, 2, 5), (json.GetProperty("model").GetString(), json.GetProperty("kernels").GetString(), json.GetProperty("threads").GetInt32(), json.GetProperty("runs").GetInt32()));
        Assert.Equal(Ms("main_to_first_result_ms"), Ms("before_ms") + Ms("read_ms") + Ms("plan_ms") + Ms("first_run_ms"), 0.05);
        Assert.Equal(Ms("load_ms"), Ms("read_ms") + Ms("plan_ms"), 0.02);
        Assert.True(Ms("before_ms") >= 5, $"{json}");
        Assert.True(Ms("min_us") > 0 && Ms("min_us") <= Ms("p50_us") && Ms("p50_us") <= Ms("p95_us") && Ms("p95_us") <= Ms("p99_us"), $"{json}");
        Assert.Equal((0, JsonValueKind.Null), (json.GetProperty("layers").GetArrayLength(), json.GetProperty("by_threads")[0].GetProperty("burst").ValueKind));
    }

    [Fact]
    public void Run_ModelWithoutContract_IsMeasuredToo()
    {
        string path = Bare();
        Assert.Matches($@"^{path}: kernels \S+, threads 1\nfirst result [\d.]+ ms after the start: [\d.]+ before, load [\d.]+ \(read [\d.]+, plan [\d.]+\), first run [\d.]+; \d+ methods compiled in [\d.]+ ms\n3 runs: p50 ", Run(new BenchOptions { Models = [path], Runs = 3 }));
    }

    [Fact]
    public void Run_ForASecond_HasBurstLayersRoofTraceAndReport()
    {
        string page = Path.Combine(folder.Root, "report.html");
        JsonElement json = Json(new BenchOptions { Models = [SampleModel.Model], Seconds = 1, Threads = [1, 2], Report = page }, new CannedSensors(new BoardReading(50, 1500, new Throttling(0))));
        Assert.False(json.GetProperty("throttled").GetBoolean());
        JsonElement model = json.GetProperty("models")[0];
        JsonElement[] rows = [.. model.GetProperty("by_threads").EnumerateArray()], layers = [.. model.GetProperty("layers").EnumerateArray()];
        Assert.Equal([1, 2], rows.Select(row => row.GetProperty("threads").GetInt32()));
        Assert.All(rows, row => Assert.True(row.GetProperty("burst").GetProperty("runs").GetInt64() > 0 && row.GetProperty("burst").GetProperty("runs").GetInt64() <= row.GetProperty("sustained").GetProperty("runs").GetInt64(), $"{row}"));
        Assert.All(layers, layer => Assert.True(layer.GetProperty("us").GetDouble() > 0 && layer.GetProperty("bound_us").GetDouble() > 0 && layer.GetProperty("roofline").GetDouble() > 0, $"{layer}"));
        Assert.Equal(model.GetProperty("macs").GetInt64(), layers.Sum(layer => layer.GetProperty("macs").GetInt64()));
        Assert.True(json.GetProperty("roof").GetProperty("int8_gmac_s").GetDouble() > 0);
        Assert.Equal([0, 1, 2], json.GetProperty("trace").EnumerateArray().Select(point => point.GetProperty("threads").GetInt32()).Distinct().Order());
        Assert.EndsWith("</html>\n", File.ReadAllText(page), StringComparison.Ordinal);
        Assert.Equal(["report.html"], Directory.GetFiles(folder.Root).Select(Path.GetFileName));
    }

    [Fact]
    public void Run_SeveralModels_AreMeasuredOneAfterTheOther()
    {
        JsonElement json = Json(new BenchOptions { Models = [SampleModel.Model, Bare()], Runs = 2 });
        Assert.Equal(["model.ecnn", "bare.ecnn"], json.GetProperty("models").EnumerateArray().Select(model => Path.GetFileName(model.GetProperty("model").GetString())));
        Assert.True(json.GetProperty("models")[1].GetProperty("before_ms").GetDouble() < 5);
    }

    [Theory]
    [InlineData(true, 5)]
    [InlineData(false, 0)]
    public void Run_ThrottledBoard_IsFlaggedAndRefusedWhereThatIsAskedFor(bool strict, int code)
    {
        var sensors = new CannedSensors(new BoardReading(80, 1500, new Throttling(0)), new BoardReading(85, 1500, new Throttling(0x40004)));
        string text = Run(new BenchOptions { Models = [Bare()], Runs = 2, Strict = strict }, sensors, code);
        Assert.Contains("THROTTLED: throttled; these are not the times of a free board.", text, StringComparison.Ordinal);
        JsonElement json = Json(new BenchOptions { Models = [Bare()], Runs = 2, Strict = strict }, new CannedSensors(new BoardReading(85, 1500, new Throttling(0x40004))), code);
        Assert.Equal((true, "throttled"), (json.GetProperty("throttled").GetBoolean(), json.GetProperty("reasons")[0].GetString()));
    }

    [Fact]
    public void Run_EndedEarly_TellsWhatWasMeasuredAndThatItIsCut()
    {
        using var stop = new CancellationTokenSource();
        // The third reading is the one after a second of runs.
        JsonElement json = Json(new BenchOptions { Models = [Bare(), SampleModel.Model], Seconds = 3600, Threads = [1, 2] }, new StoppingSensors(stop), cancellation: stop.Token);
        Assert.True(json.GetProperty("cut").GetBoolean());
        JsonElement model = Assert.Single(json.GetProperty("models").EnumerateArray());
        Assert.Equal((true, 1), (model.GetProperty("cut").GetBoolean(), model.GetProperty("by_threads").GetArrayLength()));
        Assert.True(model.GetProperty("runs").GetInt64() > 0);
    }

    [Fact]
    public void Run_EndedBeforeAnyRun_IsAnError()
    {
        using var output = new MemoryStream();
        var command = new BenchCommand(new BenchOptions { Models = [Bare()] }, output, () => TextWriter.Null, 0);
        Assert.Equal(ExitCode.CheckFailed, Assert.Throws<EdgeCnnException>(() => command.Run(new CancellationToken(canceled: true))).ExitCode);
        Assert.Equal(0, output.Length);
    }

    [Fact]
    public void Run_ReportInNoFolder_IsRefusedBeforeAnythingIsMeasured()
    {
        var command = new BenchCommand(new BenchOptions { Models = ["none.ecnn"], Report = Path.Combine(folder.Root, "no", "r.html") }, Stream.Null, () => TextWriter.Null, 0);
        Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => command.Run()).ExitCode);
    }

    private string Bare() => folder.Put("bare.ecnn", EcnnWriter.ToBytes(SmallGraph.Build([1, 2], contract: false)));

    private static JsonElement Json(BenchOptions options, IBoardSensors? sensors = null, int code = 0, CancellationToken cancellation = default)
    {
        options.Json = true;
        return JsonDocument.Parse(Run(options, sensors, code, cancellation)).RootElement;
    }

    // As if the program had begun some milliseconds ago; on the tests' machine others run, whose clock is no fault.
    private static string Run(BenchOptions options, IBoardSensors? sensors = null, int code = 0, CancellationToken cancellation = default)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        Assert.Equal(code, new BenchCommand(options, output, () => error, Stopwatch.GetTimestamp() - (Stopwatch.Frequency / 200), () => sensors ?? new CannedSensors(default(BoardReading))).Run(cancellation));
        Assert.DoesNotContain("edgecnn-agent:", error.ToString(), StringComparison.Ordinal);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private sealed class StoppingSensors(CancellationTokenSource stop) : IBoardSensors
    {
        private int read;

        public BoardReading Read()
        {
            if (++read == 3)
                stop.Cancel();
            return default;
        }
    }
}
