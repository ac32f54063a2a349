using System.Globalization;
using System.Text;
using static EdgeCnn.Agent.Benchmarks.Report.ReportText;

namespace EdgeCnn.Agent.Benchmarks.Report;

/// <summary>A benchmark as one HTML file that needs nothing else: no script, no other file.</summary>
internal static class ReportPage
{
    /// <summary>The page.</summary>
    public static string Of(BenchReport report)
    {
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>");
        html.Append(Html($"EdgeCnn benchmark: {report.Machine.Name}")).Append("</title><style>\n").Append(ReportStyle.Css).Append("\n</style></head><body>\n");
        html.Append("<h1>").Append(Html(report.Machine.Name)).Append("</h1>\n");
        html.Append("<p>").Append(Html($"EdgeCnn benchmark, {report.Created.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC, one inference at a time")).Append("</p>\n");
        Warnings(html, report);
        Machine(html, report);
        foreach (ModelResult model in report.Models)
            Model(html, model);
        Trace(html, report);
        html.Append("<footer>").Append(Html($"edgecnn-agent {report.Program.Version}{(report.Program.Commit is { } commit ? $" ({commit[..Math.Min(12, commit.Length)]})" : "")}, {report.Program.Runtime}{(report.Program.NativeCode ? ", native code" : "")}; {report.Schema}"));
        return html.Append("</footer>\n</body></html>\n").ToString();
    }

    private static void Warnings(StringBuilder html, BenchReport report)
    {
        if (report.Reasons.Count > 0)
            html.Append("<div class=\"card warn\"><strong>Throttled</strong>: ").Append(Html(string.Join("; ", report.Reasons))).Append(". These are not the times of a free board. Look at supply and cooling, then measure again.</div>\n");
        if (report.Cut)
            html.Append("<div class=\"card warn\"><strong>Cut</strong>: the measurement was ended early; what is here was measured until then.</div>\n");
    }

    private static void Machine(StringBuilder html, BenchReport report)
    {
        BenchMachine machine = report.Machine;
        html.Append("<div class=\"card\"><dl>")
            .Fact("core", machine.Core)
            .Fact("cores", $"{machine.Processors}{(machine.FastCores == machine.Processors ? "" : $", {machine.FastCores} fast")}")
            .Fact("highest clock", machine.MaxClockMhz is { } clock ? $"{Figures(clock)} MHz" : null)
            .Fact("governor", machine.Governor)
            .Fact("memory", machine.MemoryBytes is { } bytes ? BenchText.Bytes(bytes) : null)
            .Fact("system", machine.System)
            .Fact("kernel", machine.Kernel);
        if (report.Roof is { } roof)
        {
            html.Fact("a core's roof, float", $"{Figures(roof.F32GmacS)} GMAC/s").Fact("a core's roof, int8", $"{Figures(roof.Int8GmacS)} GMAC/s");
            foreach (RoofLevel level in roof.Levels)
                html.Fact($"reads from {level.Name}", $"{Figures(level.GbyteS)} GB/s");
        }

        html.Append("</dl></div>\n");
    }

    private static void Model(StringBuilder html, ModelResult model)
    {
        TimeSummary times = model.ByThreads[0].Sustained;
        html.Append("<h2>").Append(Html(Name(model.Model))).Append("</h2>\n<div class=\"card big\"><dl>")
            .Fact("p50", Time(times.P50Us)).Fact("p95", Time(times.P95Us)).Fact("p99", Time(times.P99Us))
            .Fact("inferences a second", Figures(model.ByThreads[0].RunsPerSecond)).Fact("start to first result", Time(model.MainToFirstResultMs * 1e3))
            .Append("</dl></div>\n<div class=\"two\"><div class=\"card\"><h3>").Append(Html($"{times.Runs.ToString("#,0", CultureInfo.InvariantCulture)} runs, {Threads(model.Threads)}")).Append("</h3>")
            .Append(LatencyPicture.Of(model.ByThreads[0])).Append("</div>\n<div class=\"card\"><h3>In numbers</h3><dl>")
            .Fact("kernels", model.Kernels).Fact("multiply-adds", $"{model.Macs.ToString("#,0", CultureInfo.InvariantCulture)}")
            .Fact("speed", $"{Figures(model.ByThreads[0].GmacS)} GMAC/s").Fact("first second, p50", model.ByThreads[0].Burst is { } burst ? Time(burst.P50Us) : null)
            .Fact("shortest", Time(times.MinUs)).Fact("longest", Time(times.MaxUs))
            .Fact("load", $"{Time(model.LoadMs * 1e3)}").Fact("first run", Time(model.FirstRunMs * 1e3))
            .Fact("arena", BenchText.Bytes(model.ArenaBytes)).Fact("packed weights", BenchText.Bytes(model.WeightBytes))
            .Fact("process", model.RssBytes is { } resident ? BenchText.Bytes(resident) : null)
            .Append("</dl></div></div>\n");
        if (model.ByThreads.Length > 1)
            ByThreads(html, model);
        if (model.Layers.Length > 0)
        {
            html.Append("<div class=\"card\"><h3>Layers, one thread<span class=\"keys\"><span class=\"key\" style=\"background:var(--pale)\"></span>time<span class=\"key\" style=\"background:var(--accent)\"></span>what the roof explains</span></h3>")
                .Append(LayerTable.Of(model.Layers)).Append("</div>\n");
        }
    }

    private static void ByThreads(StringBuilder html, ModelResult model)
    {
        html.Append("<div class=\"card scroll\"><table><thead><tr><th>threads</th><th>p50</th><th>p95</th><th>p99</th><th class=\"wide\">first second, p50</th><th>a second</th><th class=\"wide\">times as fast</th></tr></thead><tbody>");
        foreach (ThreadResult row in model.ByThreads)
            html.Append($"<tr><td>{row.Threads}</td><td>{Time(row.Sustained.P50Us)}</td><td>{Time(row.Sustained.P95Us)}</td><td>{Time(row.Sustained.P99Us)}</td><td class=\"wide\">{(row.Burst is { } burst ? Time(burst.P50Us) : "")}</td><td>{Figures(row.RunsPerSecond)}</td><td class=\"wide\">{Figures(model.ByThreads[0].Sustained.P50Us / row.Sustained.P50Us)}</td></tr>");
        html.Append("</tbody></table></div>\n");
    }

    private static void Trace(StringBuilder html, BenchReport report)
    {
        string? heat = TracePicture.Of(report.Trace, point => point.Celsius, "heat", "Temperature in degrees Celsius", 10), clock = TracePicture.Of(report.Trace, point => point.ClockMhz, "clock", "Clock in MHz", 200);
        html.Append("<h2>The board meanwhile</h2>\n");
        if (heat is null && clock is null)
        {
            html.Append("<div class=\"card\"><p>This board tells neither its temperature nor its clock.</p></div>\n");
            return;
        }

        html.Append("<div class=\"two\">");
        if (heat is not null)
            html.Append("<div class=\"card\"><h3>Temperature, °C</h3>").Append(heat).Append("</div>");
        if (clock is not null)
            html.Append("<div class=\"card\"><h3>Clock, MHz</h3>").Append(clock).Append("</div>");
        html.Append("</div>\n");
    }

    // Many a model is called model.ecnn, and its folder tells it from others.
    private static string Name(string path) => Path.GetFileName(Path.GetDirectoryName(path)) is { Length: > 0 } folder ? $"{folder}/{Path.GetFileName(path)}" : path;

    private static string Threads(int count) => count == 1 ? "one thread" : $"{count} threads";
}
