using EdgeCnn.Agent.Benchmarks;

namespace EdgeCnn.Agent.Tests.Benchmarks.Report;

/// <summary>A report of a board that was throttled, with a model whose names are not friendly.</summary>
internal static class SampleReport
{
    public static BenchReport Create()
    {
        var times = new TimeSummary(1000, 100, 110, 130, 180, 900, 112);
        ThreadResult Row(int threads) => new(threads, times, times with { P50Us = 105 }, 8928.6, 1.2, new Histogram(100, 2.5, [.. Enumerable.Range(0, 40).Select(i => 40 - i)]));
        var model = new ModelResult
        {
            Model = "models/<b>&/model.ecnn",
            Fingerprint = "f",
            Kernels = "neon",
            KernelNames = ["k"],
            Threads = 1,
            Runs = 1000,
            MinUs = 100,
            P50Us = 110,
            P95Us = 130,
            P99Us = 180,
            Macs = 1_200_000,
            BeforeMs = 1,
            ReadMs = 2,
            PlanMs = 3,
            LoadMs = 5,
            FirstRunMs = 4,
            MainToFirstResultMs = 10,
            CompileMs = 0,
            CompiledMethods = 0,
            ArenaBytes = 4096,
            WeightBytes = 1 << 20,
            RssBytes = 30 << 20,
            RssPeakBytes = 40 << 20,
            ByThreads = [Row(1), Row(2)],
            Layers = [new BenchLayer("stem/\"<script>\"", "Conv2d", "UInt8[1,2,2,3]", "int8-gemm", 80, 1_000_000, 4096, 60, "products", 0.75), new BenchLayer("pool", "GlobalAveragePool", "UInt8[1,1,1,3]", "pool", 20, 0, 2048, 5, "L1", 0.25)],
            Cut = true,
        };
        return new BenchReport(
            BenchReport.CurrentSchema,
            new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
            "single-stream",
            new BenchProgram("1.2.3", "0123456789abcdef", ".NET 10", true),
            new BenchMachine("Board <1>", "arm", "Cortex-A72", "Arm64", 4, 4, 4L << 30, "Linux", "6.6", "ondemand", 1800),
            true,
            ["throttled"],
            true,
            10,
            [model],
            new Roof(10, "f", 40, "i", [new RoofLevel("L1", 32 << 10, 16 << 10, 20), new RoofLevel("memory", null, 16 << 20, 3)]),
            [new TracePoint(0, 0, 50, 600, new Throttling(0)), new TracePoint(1, 1, 60, 1500, new Throttling(0x40004)), new TracePoint(2, 1, 62, 1000, new Throttling(0x40000))]);
    }
}
