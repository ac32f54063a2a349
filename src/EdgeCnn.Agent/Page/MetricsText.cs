using System.Globalization;
using System.Text;
using EdgeCnn.Agent.Reports;
using EdgeCnn.Devices.Board;

namespace EdgeCnn.Agent.Page;

/// <summary>The run's figures in Prometheus' text form.</summary>
internal static class MetricsText
{
    /// <summary>Source: Prometheus, "Exposition formats", text format 0.0.4.</summary>
    public static string Write(PageFacts facts, BoardInfo board)
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
        text.Append(CultureInfo.InvariantCulture, $"edgecnn_latency_seconds_count {totals.Frames}\n");
        text.Append("# HELP edgecnn_info What runs.\n# TYPE edgecnn_info gauge\n");
        text.Append(CultureInfo.InvariantCulture, $"edgecnn_info{{model=\"{Escape(facts.Model)}\",kernels=\"{facts.Kernels}\",version=\"{LiveView.Version}\"}} 1\n");
        if (board.TryReadTemperature(out double celsius))
            Metric(text, "edgecnn_temperature_celsius", "gauge", "The processor's temperature.", celsius);
        return text.ToString();
    }

    private static void Metric(StringBuilder text, string name, string type, string help, double value) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n{name} {value}\n");

    private static string Escape(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
