using System.Globalization;
using System.Text;

namespace EdgeCnn.Tools.Race.Reports;

/// <summary>A race as plain text.</summary>
internal static class RaceTable
{
    private static readonly string[] Heads = ["model", "MMAC", "threads", "ours µs", "ORT µs", "ratio", "quartiles", "CPU ratio", "ncnn µs", "load ms", "first ms", "RSS MB", "outside GEMM", "speed-up / ceiling"];

    public static string Write(RaceReport report)
    {
        var rows = new List<string[]> { Heads };
        foreach (ModelResult model in report.Models)
            rows.AddRange(model.Lanes.Select((lane, i) => Row(model, lane, i == 0)));
        // A column that nobody fills is not shown.
        int[] columns = [.. Enumerable.Range(0, Heads.Length).Where(column => rows.Skip(1).Any(row => row[column].Length > 0))];
        int[] widths = [.. columns.Select(column => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        text.Append(Text($"{report.Processor}, {report.Runtime}, load {report.Load:F1}; ours: kernels {report.Kernels}, {(report.ReadyToRun ? "ReadyToRun" : "compiled at run time")}; ONNX Runtime {report.Rival}\n"));
        text.Append(Text($"{report.Rounds} rounds in turn; medians; ratio = ours / ORT, its quartiles round by round; load, first and RSS: ours / ORT, ORT's RSS without the host's\n\n"));
        foreach (string[] row in rows)
            text.Append(string.Join("  ", columns.Select((column, i) => column == 0 ? row[column].PadRight(widths[i]) : row[column].PadLeft(widths[i]))).TrimEnd()).Append('\n');
        text.Append('\n');
        foreach (MeanRatio mean in report.Means())
            text.Append(Text($"{mean.Models}, {mean.Threads} thread{(mean.Threads == 1 ? "" : "s")}: geometric mean {mean.Mean:F3} of {mean.Count}, worst {mean.Worst:F3}; of CPU time {mean.ProcessorMean:F3}\n"));
        foreach (ModelResult model in report.Models.Where(model => !model.Agreement.Equal))
            text.Append(Text($"DIFFERENT {model.Model}: outputs up to {model.Agreement.MaxError:G3} apart, range {model.Agreement.Range:G3}, {(model.Agreement.SameTop ? "same" : "another")} top 1\n"));
        return text.ToString();
    }

    private static string[] Row(ModelResult model, LaneResult lane, bool first) =>
    [
        first ? model.Model : "",
        first ? Text($"{model.MultiplyAdds / 1e6:F2}") : "",
        Text($"{lane.Threads}"),
        Text($"{lane.Ours.Us.Median:F1}"),
        Text($"{lane.Rival.Us.Median:F1}"),
        Text($"{lane.Ratio:F3}"),
        Text($"{lane.RoundRatio.Q1:F3}–{lane.RoundRatio.Q3:F3}"),
        Text($"{lane.ProcessorRatio:F3}"),
        lane.NcnnUs is null ? "" : Text($"{lane.NcnnUs.Median:F0}"),
        Text($"{lane.Ours.LoadMs:F1} / {lane.Rival.LoadMs:F1}"),
        Text($"{lane.Ours.FirstMs:F1} / {lane.Rival.FirstMs:F1}"),
        Text($"{lane.Ours.PeakBytes / 1e6:F0} / {(lane.Rival.PeakBytes - lane.Rival.HostBytes) / 1e6:F0}"),
        first && model.OutsideGemm is { } share ? Text($"{share:P0}") : "",
        lane.Ceiling is { } ceiling ? Text($"{ceiling.OneThreadUs / lane.Ours.Us.Median:F2} / {ceiling.Speedup:F2}") : "",
    ];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
