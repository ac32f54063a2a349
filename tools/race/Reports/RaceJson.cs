using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeCnn.Tools.Race.Reports;

/// <summary>A race as one JSON document.</summary>
internal static class RaceJson
{
    // For a terminal and for files, never for a page: characters stay readable.
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(RaceReport report) => JsonSerializer.Serialize(
        new
        {
            report.Processor,
            report.Runtime,
            LoadAverage = report.Load,
            report.ReadyToRun,
            report.Kernels,
            OnnxRuntime = report.Rival,
            report.Rounds,
            Models = report.Models.Select(model => new
            {
                model.Model,
                model.Type,
                Macs = model.MultiplyAdds,
                model.Agreement.Equal,
                model.Agreement.MaxError,
                OutputRange = model.Agreement.Range,
                model.OutsideGemm,
                Runs = model.Lanes.Select(lane => new
                {
                    lane.Threads,
                    Ours = Engine(lane.Ours),
                    OnnxRuntime = Engine(lane.Rival),
                    NcnnUs = lane.NcnnUs?.Median,
                    lane.Ratio,
                    CpuRatio = lane.ProcessorRatio,
                    RatioQ1 = lane.RoundRatio.Q1,
                    RatioQ3 = lane.RoundRatio.Q3,
                    Speedup = lane.Ceiling is { } own ? own.OneThreadUs / lane.Ours.Us.Median : (double?)null,
                    CeilingSpeedup = lane.Ceiling?.Speedup,
                }),
            }),
            GeometricMeans = report.Means(),
        },
        Options);

    private static object Engine(EngineResult engine) => new
    {
        engine.Name,
        engine.RoundRuns,
        MedianUs = engine.Us.Median,
        Q1Us = engine.Us.Q1,
        Q3Us = engine.Us.Q3,
        MinUs = engine.Us.Min,
        CpuUs = engine.ProcessorUs,
        engine.LoadMs,
        FirstRunMs = engine.FirstMs,
        PeakRssBytes = engine.PeakBytes,
        HostRssBytes = engine.HostBytes,
    };
}
