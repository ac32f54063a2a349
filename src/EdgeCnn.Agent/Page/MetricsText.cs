using System.Globalization;
using System.Text;
using EdgeCnn.Agent.Reports;

namespace EdgeCnn.Agent.Page;

/// <summary>The run's figures in Prometheus' text form.</summary>
internal static class MetricsText
{
    /// <summary>Source: Prometheus, "Exposition formats", text format 0.0.4.</summary>
    public static string Write(PageFacts facts, BoardState board)
    {
        RunTotals totals = facts.Totals;
        var text = new StringBuilder();
        Metric(text, "edgecnn_frames_total", "counter", "Pictures decided.", totals.Frames);
        Metric(text, "edgecnn_judged_total", "counter", "Pictures whose true label is known.", totals.Judged);
        Metric(text, "edgecnn_right_total", "counter", "Pictures with a known label that were decided right.", totals.Right);
        Metric(text, "edgecnn_frames_per_second", "gauge", "Rate over the last pictures.", Math.Round(totals.Rate.PerSecond(), 3));
        text.Append("# HELP edgecnn_latency_seconds From capture to decision, over the last pictures.\n# TYPE edgecnn_latency_seconds summary\n");
        foreach (double share in (double[])[0.5, 0.95, 0.99])
            text.Append(CultureInfo.InvariantCulture, $"edgecnn_latency_seconds{{quantile=\"{share}\"}} {totals.Latency.Percentile(share) / 1e6}\n");
        (string Stage, long Us)[] stages = totals.StageSums;
        text.Append(CultureInfo.InvariantCulture, $"edgecnn_latency_seconds_sum {stages.Sum(stage => stage.Us) / 1e6}\n");
        text.Append(CultureInfo.InvariantCulture, $"edgecnn_latency_seconds_count {totals.Frames}\n");
        text.Append("# HELP edgecnn_info What runs.\n# TYPE edgecnn_info gauge\n");
        text.Append(CultureInfo.InvariantCulture, $"edgecnn_info{{model=\"{Escape(facts.Model)}\",kernels=\"{facts.Kernels}\",version=\"{LiveView.Version}\"}} 1\n");
        text.Append("# HELP edgecnn_stage_seconds_total Time of all pictures in each stage.\n# TYPE edgecnn_stage_seconds_total counter\n");
        foreach (var (stage, us) in stages)
            text.Append(CultureInfo.InvariantCulture, $"edgecnn_stage_seconds_total{{stage=\"{stage}\"}} {us / 1e6}\n");
        Metric(text, "edgecnn_dropped_total", "counter", "Pictures that came while an older one was in work.", facts.Dropped());
        Metric(text, "edgecnn_actions_failed_total", "counter", "Actions that failed.", facts.ActionsFailed());
        Metric(text, "edgecnn_seconds_since_frame", "gauge", "Since the camera gave a picture.", Math.Round(facts.View.SecondsSinceFrame, 3));
        Metric(text, "edgecnn_seconds_since_decision", "gauge", "Since the last decision.", Math.Round(facts.View.SecondsSinceDecision, 3));
        Metric(text, "edgecnn_uptime_seconds", "gauge", "Since the start.", Math.Round(facts.View.UptimeSeconds, 1));
        Metric(text, "edgecnn_memory_bytes", "gauge", "Resident memory of the program.", Environment.WorkingSet);
        WriteBoard(text, board);
        return text.ToString();
    }

    private static void WriteBoard(StringBuilder text, BoardState board)
    {
        if (board.Celsius is { } celsius)
            Metric(text, "edgecnn_temperature_celsius", "gauge", "The processor's temperature.", celsius);
        if (board.MegaHertz is { } clock)
            Metric(text, "edgecnn_clock_hertz", "gauge", "The processor's clock.", clock * 1e6);
        if (board.Throttled is { } throttled)
            Metric(text, "edgecnn_throttled", "gauge", "1 while the board slows itself down.", throttled ? 1 : 0);
    }

    private static void Metric(StringBuilder text, string name, string type, string help, double value) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n{name} {value}\n");

    private static string Escape(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
