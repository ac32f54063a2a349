using System.Globalization;
using System.Text;

namespace EdgeCnn.Agent.Benchmarks;

/// <summary>A benchmark as lines for people.</summary>
internal static class BenchText
{
    /// <summary>All of it.</summary>
    /// <param name="report">The figures.</param>
    /// <param name="starts">Where each model's start went.</param>
    public static string Of(BenchReport report, IReadOnlyList<StartTimes> starts)
    {
        var text = new StringBuilder();
        for (int i = 0; i < report.Models.Count; i++)
            Model(text, report, report.Models[i], starts[i]);
        if (report.Seconds is not null)
            Board(text, report);
        if (report.Reasons.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"THROTTLED: {string.Join("; ", report.Reasons)}; these are not the times of a free board. Look at supply and cooling, then measure again.\n");
        if (report.Cut)
            text.Append("CUT: the measurement was ended early.\n");
        return text.ToString();
    }

    /// <summary>Bytes as people read them.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 10 << 10 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 10 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:F0} KiB"),
        < 2L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:F0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1073741824.0:F1} GiB"),
    };

    private static void Model(StringBuilder text, BenchReport report, ModelResult model, StartTimes start)
    {
        text.Append(CultureInfo.InvariantCulture, $"{model.Model}: kernels {model.Kernels}, threads {string.Join(',', model.ByThreads.Select(row => row.Threads))}\n{start}\n");
        foreach (ThreadResult row in model.ByThreads)
        {
            TimeSummary times = row.Sustained;
            text.Append(CultureInfo.InvariantCulture, $"{(model.ByThreads.Length > 1 ? $"threads {row.Threads}, " : "")}{times.Runs} runs: p50 {times.P50Us:F1} µs, p95 {times.P95Us:F1}, p99 {times.P99Us:F1}, best {times.MinUs:F1}; {row.RunsPerSecond:F1} a second, {row.GmacS:F2} GMAC/s");
            text.Append(row.Burst is { } burst ? string.Create(CultureInfo.InvariantCulture, $"; first second p50 {burst.P50Us:F1}\n") : "\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"memory: arena {Bytes(model.ArenaBytes)}, packed weights {Bytes(model.WeightBytes)}");
        if (model is { RssBytes: { } resident, RssPeakBytes: { } peak })
            text.Append(CultureInfo.InvariantCulture, $"; process {Bytes(resident)} behind the first run, {Bytes(peak)} at most");
        text.Append('\n');
        if (model.Layers.Length > 0)
            Layers(text, report, model);
    }

    private static void Layers(StringBuilder text, BenchReport report, ModelResult model)
    {
        if (report.Roof is { } roof)
            text.Append(CultureInfo.InvariantCulture, $"roof of a core: {roof.F32GmacS:F1} GMAC/s float, {roof.Int8GmacS:F1} int8; reads {string.Join(", ", roof.Levels.Select(level => string.Create(CultureInfo.InvariantCulture, $"{level.Name} {level.GbyteS:F1}")))} GB/s\n");
        double all = model.Layers.Sum(layer => layer.Us);
        int node = Math.Min(36, model.Layers.Max(layer => layer.Node.Length)), kernel = model.Layers.Max(layer => layer.Kernel.Length);
        text.Append(CultureInfo.InvariantCulture, $"{"layer".PadRight(node)}  {"kernel".PadRight(kernel)}  {"µs",9}  {"share",5}  {"of roof",7}  bound by\n");
        foreach (BenchLayer layer in model.Layers)
        {
            string name = layer.Node.Length > node ? $"…{layer.Node[^(node - 1)..]}" : layer.Node.PadRight(node);
            text.Append(CultureInfo.InvariantCulture, $"{name}  {layer.Kernel.PadRight(kernel)}  {layer.Us,9:F1}  {100 * layer.Us / all,3:F0} %  {100 * layer.Roofline,5:F0} %  {layer.LimitedBy}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{"all".PadRight(node)}  {"".PadRight(kernel)}  {all,9:F1}  100 %  {100 * model.Layers.Sum(layer => layer.BoundUs) / all,5:F0} %\n");
    }

    private static void Board(StringBuilder text, BenchReport report)
    {
        BenchMachine machine = report.Machine;
        text.Append(CultureInfo.InvariantCulture, $"board: {machine.Name}, {machine.Core}, kernel {machine.Kernel ?? "unknown"}, governor {machine.Governor ?? "unknown"}");
        double[] degrees = [.. report.Trace.Select(point => point.Celsius).OfType<double>()], clocks = [.. report.Trace.Where(point => point.Threads > 0).Select(point => point.ClockMhz).OfType<double>()];
        if (degrees.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $", {degrees[0]:F1} to {degrees.Max():F1} °C");
        if (clocks.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $", {clocks.Min():F0} to {clocks.Max():F0} MHz");
        text.Append(report.Trace.Any(point => point.Throttling is not null) || clocks.Length > 0 ? "\n" : "; nothing here tells of throttling\n");
    }
}
