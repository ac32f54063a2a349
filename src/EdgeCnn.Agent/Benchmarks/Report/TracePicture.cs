using System.Text;
using static EdgeCnn.Agent.Benchmarks.Report.ReportText;

namespace EdgeCnn.Agent.Benchmarks.Report;

/// <summary>One quantity of the board over time; seconds in which it was throttled have a ground of their own.</summary>
internal static class TracePicture
{
    private const double Width = 440, Height = 150, Left = 42, Right = 434, Top = 10, Bottom = 122;

    /// <summary>The picture, or null if the board does not tell.</summary>
    /// <param name="trace">The readings.</param>
    /// <param name="of">The quantity.</param>
    /// <param name="style">The curve's class.</param>
    /// <param name="label">What it is, for those who cannot see it.</param>
    /// <param name="least">The axis spans at least this.</param>
    public static string? Of(IReadOnlyList<TracePoint> trace, Func<TracePoint, double?> of, string style, string label, double least)
    {
        (TracePoint Point, double Value)[] points = [.. trace.Where(point => of(point) is not null).Select(point => (point, of(point)!.Value))];
        if (points.Length < 2)
            return null;
        double low = points.Min(point => point.Value), high = points.Max(point => point.Value), spare = Math.Max(0, least - (high - low)) / 2;
        low = Math.Max(0, low - spare);
        high += spare;
        double end = Math.Max(trace[^1].Second, 1);
        var svg = new StringBuilder($"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Html(label)}, from {Figures(points[0].Value)} to {Figures(points[^1].Value)}\">");
        for (int i = 1; i < trace.Count; i++)
        {
            // What holds at a reading is taken to hold since the one before.
            if (trace[i].Throttling is { Now: not 0 } throttling)
                svg.Append($"<rect class=\"bad\" x=\"{At(X(trace[i - 1].Second))}\" y=\"{Top}\" width=\"{At(X(trace[i].Second) - X(trace[i - 1].Second))}\" height=\"{Bottom - Top}\"><title>{Html(Throttling.Describe(throttling.Now))}</title></rect>");
        }

        foreach (double value in (ReadOnlySpan<double>)[low, (low + high) / 2, high])
            svg.Append($"<path class=\"axis\" d=\"M{Left} {At(Y(value))}H{Right}\"/><text x=\"{Left - 6}\" y=\"{At(Y(value) + 4)}\" text-anchor=\"end\">{value.ToString(high < 1000 && high - low < 10 ? "0.0" : "0", System.Globalization.CultureInfo.InvariantCulture)}</text>");
        svg.Append($"<path class=\"curve {style}\" d=\"M{string.Join('L', points.Select(point => $"{At(X(point.Point.Second))} {At(Y(point.Value))}"))}\"/>");
        if (points.Length <= 40)
        {
            foreach (var (point, value) in points)
                svg.Append($"<circle class=\"dot {style}\" cx=\"{At(X(point.Second))}\" cy=\"{At(Y(value))}\" r=\"2.5\"><title>{At(point.Second)} s: {At(value)}</title></circle>");
        }

        return svg.Append($"<text x=\"{Left}\" y=\"{Bottom + 20}\">0 s</text><text x=\"{Right}\" y=\"{Bottom + 20}\" text-anchor=\"end\">{At(end)} s</text></svg>").ToString();

        double X(double second) => Left + ((Right - Left) * second / end);
        double Y(double value) => Bottom - ((Bottom - Top) * (value - low) / (high - low));
    }
}
