using System.Globalization;
using System.Text;
using EdgeCnn.Graph;
using EdgeCnn.Runtime;

namespace EdgeCnn.Cli.Drawing;

/// <summary>Draws a plan as an SVG: boxes from top to bottom, coloured by family, each with its shape, kernel and share of the work.</summary>
internal sealed class PlanPicture
{
    private const double BoxWidth = 252, BoxHeight = 66, EndHeight = 38, WaypointWidth = 26, GapX = 26, GapY = 36, Margin = 28, HeaderHeight = 96, LeastWidth = 560;

    // Estimates for the fonts of the style sheet; a viewer may have a narrower one, hardly a wider one.
    private const double BoldCharacter = 8.5, Character = 7.4, QuietCharacter = 6.2, LegendGap = 18;

    private readonly PlanSummary plan;
    private readonly PlanGraph boxes;
    private readonly LayeredGraph graph;
    private readonly double[] middles;
    private readonly (string Class, string Label)[] legend;
    private readonly double width;
    private readonly StringBuilder svg = new();

    private PlanPicture(PlanSummary plan)
    {
        this.plan = plan;
        boxes = new PlanGraph(plan);
        graph = new LayeredGraph(boxes.Boxes, boxes.Edges);
        double[] places = LayerPlaces.Of(graph, node => node < graph.Nodes ? BoxWidth + GapX : WaypointWidth);
        double left = places.Index().Min(node => node.Item - HalfWidth(node.Index)), right = places.Index().Max(node => node.Item + HalfWidth(node.Index));
        OperatorFamily[] families = [.. plan.Steps.Select(step => OperatorFamilies.Of(step.Op)).Distinct().Order()];
        legend = [.. families.Select(family => (ClassOf(family), family.Label())), .. plan.MultiplyAdds > 0 ? [("", "share of multiply-adds")] : Array.Empty<(string, string)>()];
        width = Math.Max(Math.Max(right - left, legend.Sum(entry => LegendWidth(entry.Label))) + (2 * Margin), LeastWidth);
        double shift = (width - left - right) / 2;
        middles = [.. places.Select(place => place + shift)];
    }

    /// <summary>The picture of a plan; equal plans give equal pictures.</summary>
    /// <exception cref="EdgeCnnException">The plan is too large to draw.</exception>
    public static string Draw(PlanSummary plan) => new PlanPicture(plan).Draw();

    private string Draw()
    {
        double height = HeaderHeight + (graph.Layers.Length * (BoxHeight + GapY)) - GapY + Margin;
        svg.Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"title\">");
        svg.Line($"<title id=\"title\">{SvgText.Escape(plan.Name)}: {plan.Steps.Length} steps</title>");
        svg.Append(PlanPictureStyle.Css);
        svg.Line($"<rect class=\"page\" width=\"{width}\" height=\"{height}\"/>");
        DrawHeader();
        foreach (int[] path in graph.Paths)
            DrawEdge(path);
        for (int box = 0; box < boxes.Boxes; box++)
        {
            if (boxes.Step(box) is { } step)
                DrawStep(step, middles[box] - (BoxWidth / 2), Top(box));
            else
                DrawEnd(box, middles[box] - (BoxWidth / 2), Top(box));
        }

        return svg.Append("</svg>\n").ToString();
    }

    private void DrawHeader()
    {
        svg.Line($"<text class=\"model\" x=\"{Margin}\" y=\"36\">{SvgText.Escape(SvgText.Fit(plan.Name, 60))}</text>");
        string facts = string.Create(CultureInfo.InvariantCulture, $"{plan.Steps.Length} steps · {SvgText.Count(plan.MultiplyAdds)} multiply-adds · {SvgText.Count(plan.Parameters)} parameters · {plan.ArenaBytes / 1024.0:N1} KiB arena · kernels {plan.Kernels}");
        svg.Line($"<text class=\"quiet\" x=\"{Margin}\" y=\"56\">{SvgText.Escape(facts)}</text>");
        double x = Margin;
        foreach (var (name, label) in legend)
        {
            svg.Append(name.Length > 0
                ? string.Create(CultureInfo.InvariantCulture, $"<rect class=\"box {name}\" x=\"{x:0.#}\" y=\"69\" width=\"14\" height=\"12\" rx=\"3\"/>")
                : string.Create(CultureInfo.InvariantCulture, $"<rect class=\"track\" x=\"{x:0.#}\" y=\"73\" width=\"14\" height=\"4\" rx=\"2\"/><rect class=\"cost\" x=\"{x:0.#}\" y=\"73\" width=\"9\" height=\"4\" rx=\"2\"/>"));
            svg.Line($"<text class=\"quiet\" x=\"{x + 20}\" y=\"79\">{label}</text>");
            x += LegendWidth(label);
        }
    }

    private void DrawStep(PlanStepSummary step, double x, double y)
    {
        OperatorFamily family = OperatorFamilies.Of(step.Op);
        svg.Line($"<g><title>{SvgText.Escape(Tip(step))}</title><rect class=\"box {ClassOf(family)}\" x=\"{x}\" y=\"{y}\" width=\"{BoxWidth}\" height=\"{BoxHeight}\" rx=\"7\"/>");
        string name = step.Node.Length == 0 || step.Node == step.Op ? "" : $" <tspan class=\"name\">{SvgText.Escape(SvgText.Fit(step.Node, (int)((BoxWidth - 29 - (BoldCharacter * step.Op.Length)) / Character)))}</tspan>";
        svg.Line($"<text class=\"op\" x=\"{x + 12}\" y=\"{y + 19}\">{SvgText.Escape(step.Op)}{name}</text>");
        svg.Line($"<text x=\"{x + 12}\" y=\"{y + 36}\">{SvgText.Escape(SvgText.Fit(step.Output.ToString(), 36))}</text>");
        svg.Line($"<text class=\"quiet\" x=\"{x + 12}\" y=\"{y + 52}\">{SvgText.Escape(SvgText.Fit(step.Kernel, 30))}</text>");
        if (step.MultiplyAdds > 0)
        {
            double share = step.MultiplyAdds / (double)plan.MultiplyAdds;
            svg.Line($"<text class=\"quiet share\" x=\"{x + BoxWidth - 12}\" y=\"{y + 52}\">{(100 * share).ToString(share < 0.1 ? "0.0" : "0", CultureInfo.InvariantCulture)} %</text>");
            svg.Line($"<rect class=\"track\" x=\"{x + 12}\" y=\"{y + 57}\" width=\"{BoxWidth - 24}\" height=\"4\" rx=\"2\"/><rect class=\"cost\" x=\"{x + 12}\" y=\"{y + 57}\" width=\"{Math.Max((BoxWidth - 24) * share, 1)}\" height=\"4\" rx=\"2\"/>");
        }

        svg.Append("</g>\n");
    }

    private void DrawEnd(int box, double x, double y)
    {
        var (role, tensor) = boxes.End(box);
        svg.Line($"<g><title>{role} {SvgText.Escape(tensor.Name)}</title><rect class=\"end\" x=\"{x}\" y=\"{y}\" width=\"{BoxWidth}\" height=\"{EndHeight}\" rx=\"{EndHeight / 2}\"/>");
        svg.Line($"<text class=\"middle\" x=\"{x + (BoxWidth / 2)}\" y=\"{y + 16}\">{role} <tspan class=\"name\">{SvgText.Escape(SvgText.Fit(tensor.Name, 28))}</tspan></text>");
        svg.Line($"<text class=\"quiet middle\" x=\"{x + (BoxWidth / 2)}\" y=\"{y + 31}\">{SvgText.Escape(SvgText.Fit(tensor.ToString(), 36))}</text></g>");
    }

    private void DrawEdge(int[] path)
    {
        double x = middles[path[0]], y = Top(path[0]) + Height(path[0]);
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"edge\" marker-end=\"url(#tip)\" d=\"M{x:0.#} {y:0.#}");
        foreach (int node in path.AsSpan(1))
        {
            double toX = middles[node], toY = Top(node), bend = (y + toY) / 2;
            svg.Append(CultureInfo.InvariantCulture, $"C{x:0.#} {bend:0.#} {toX:0.#} {bend:0.#} {toX:0.#} {toY:0.#}");
            (x, y) = (toX, toY);
            if (node >= graph.Nodes)
                svg.Append(CultureInfo.InvariantCulture, $"V{y += BoxHeight:0.#}");
        }

        svg.Append("\"/>\n");
    }

    private double Top(int node) => HeaderHeight + (graph.LayerOf(node) * (BoxHeight + GapY)) + ((BoxHeight - Height(node)) / 2);

    private double Height(int node) => node >= graph.Nodes || boxes.Step(node) is not null ? BoxHeight : EndHeight;

    private double HalfWidth(int node) => node < graph.Nodes ? BoxWidth / 2 : WaypointWidth / 2;

    private static double LegendWidth(string label) => 20 + (QuietCharacter * label.Length) + LegendGap;

    private static string ClassOf(OperatorFamily family) => $"{family}".ToLowerInvariant();

    private static string Tip(PlanStepSummary step) => string.Create(
        CultureInfo.InvariantCulture,
        $"step {step.Index}: {step.Op} {step.Node}\n{string.Join(", ", step.Inputs)} to {step.Output}{(step.InPlace ? ", in place" : "")}\n{step.Kernel}, {step.MultiplyAdds:N0} multiply-adds, {step.WeightBytes:N0} bytes of weights, arena at {step.Output.ArenaOffset:N0}");
}
