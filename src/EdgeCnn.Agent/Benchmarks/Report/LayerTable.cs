using System.Text;
using static EdgeCnn.Agent.Benchmarks.Report.ReportText;

namespace EdgeCnn.Agent.Benchmarks.Report;

/// <summary>Layers in their order: a bar for the time of each, the part of it that the roof explains in a stronger colour.</summary>
internal static class LayerTable
{
    private const double Width = 200;

    /// <summary>The table.</summary>
    public static string Of(IReadOnlyList<BenchLayer> layers)
    {
        var html = new StringBuilder("<div class=\"scroll\"><table><thead><tr><th>layer</th><th class=\"text wide\">kernel</th><th></th><th>time</th><th class=\"wide\">share</th><th>of roof</th><th class=\"text wide\">bound by</th></tr></thead><tbody>");
        double most = layers.Max(layer => layer.Us), all = layers.Sum(layer => layer.Us);
        foreach (BenchLayer layer in layers)
        {
            double time = Width * layer.Us / most, bound = Math.Min(time, Width * layer.BoundUs / most);
            html.Append($"<tr><td class=\"name\" title=\"{Html(layer.Node)}: {Html(layer.Op)}, {Html(layer.Output)}, {layer.Macs} multiply-adds, {layer.Bytes} bytes\"><bdi>{Html(layer.Node)}</bdi></td><td class=\"text wide\">{Html(layer.Kernel)}</td>")
                .Append($"<td class=\"bar\"><svg viewBox=\"0 0 {Width} 12\" preserveAspectRatio=\"none\" height=\"12\" style=\"height:12px\" aria-hidden=\"true\"><rect class=\"time\" width=\"{At(Math.Max(time, 1))}\" height=\"12\"/><rect class=\"bound\" width=\"{At(bound)}\" height=\"12\"/></svg></td>")
                .Append($"<td>{Time(layer.Us)}</td><td class=\"wide\">{Percent(layer.Us / all)}</td><td>{Percent(layer.Roofline)}</td><td class=\"text wide\">{Html(layer.LimitedBy)}</td></tr>");
        }

        return html.Append($"<tr><td>all</td><td class=\"wide\"></td><td></td><td>{Time(all)}</td><td class=\"wide\">100 %</td><td>{Percent(layers.Sum(layer => layer.BoundUs) / all)}</td><td class=\"wide\"></td></tr></tbody></table></div>").ToString();
    }
}
