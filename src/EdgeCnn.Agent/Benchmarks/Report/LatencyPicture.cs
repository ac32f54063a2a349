using System.Globalization;
using System.Text;
using static EdgeCnn.Agent.Benchmarks.Report.ReportText;

namespace EdgeCnn.Agent.Benchmarks.Report;

/// <summary>How the times of runs spread, with the percentiles marked.</summary>
internal static class LatencyPicture
{
    private const double Width = 440, Height = 206, Left = 6, Right = 434, Top = 50, Bottom = 178;

    /// <summary>The picture.</summary>
    public static string Of(ThreadResult result)
    {
        Histogram histogram = result.Histogram;
        TimeSummary times = result.Sustained;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"Histogram of {times.Runs} runs: p50 {Time(times.P50Us)}, p95 {Time(times.P95Us)}, p99 {Time(times.P99Us)}\">");
        double step = (Right - Left) / histogram.Counts.Length;
        int most = Math.Max(1, histogram.Counts.Max());
        for (int i = 0; i < histogram.Counts.Length; i++)
        {
            double height = histogram.Counts[i] == 0 ? 0 : Math.Max(1.5, (Bottom - Top) * histogram.Counts[i] / most);
            if (height > 0)
                svg.Append($"<rect class=\"bars\" x=\"{At(Left + (i * step) + 0.5)}\" y=\"{At(Bottom - height)}\" width=\"{At(step - 1)}\" height=\"{At(height)}\"><title>{Time(histogram.FromUs + (i * histogram.StepUs))}: {histogram.Counts[i]} runs</title></rect>");
        }

        svg.Append($"<path class=\"axis\" d=\"M{Left} {Bottom}H{Right}\"/>");
        double end = histogram.FromUs + (histogram.Counts.Length * histogram.StepUs);
        svg.Append($"<text x=\"{Left}\" y=\"{Bottom + 18}\">{Time(histogram.FromUs)}</text><text x=\"{Right}\" y=\"{Bottom + 18}\" text-anchor=\"end\">{(times.MaxUs > end ? "≥ " : "")}{Time(end)}</text>");
        Mark(svg, "p50", times.P50Us, histogram, 12);
        Mark(svg, "p95", times.P95Us, histogram, 27);
        Mark(svg, "p99", times.P99Us, histogram, 42);
        return svg.Append("</svg>").ToString();
    }

    private static void Mark(StringBuilder svg, string name, double us, Histogram histogram, double y)
    {
        double share = (us - histogram.FromUs) / (histogram.StepUs * histogram.Counts.Length);
        double x = Left + ((Right - Left) * Math.Clamp(share, 0, 1));
        bool left = x > (Left + Right) / 2;
        svg.Append($"<path class=\"mark\" d=\"M{At(x)} {At(y - 10)}V{Bottom}\"/><text x=\"{At(x + (left ? -5 : 5))}\" y=\"{y}\" text-anchor=\"{(left ? "end" : "start")}\">{name} {Time(us)}{(share > 1 ? " →" : "")}</text>");
    }
}
