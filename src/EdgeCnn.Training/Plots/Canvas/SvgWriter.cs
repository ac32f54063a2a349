using System.Globalization;
using System.Text;
using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Training.Plots.Canvas;

/// <summary>Writes a drawing as SVG 1.1 without scripts, links or other files.</summary>
internal sealed class SvgWriter
{
    private const string Fonts = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif";

    private readonly StringBuilder svg = new();
    private readonly bool themed;
    private int clips;

    private SvgWriter(bool themed) => this.themed = themed;

    public static string Write(Plot drawing, bool themed)
    {
        var writer = new SvgWriter(themed);
        writer.Document(drawing);
        return writer.svg.ToString();
    }

    private void Document(Plot drawing)
    {
        string size = themed ? "" : $" width=\"{At(drawing.Width)}\" height=\"{At(drawing.Height)}\"";
        string limit = themed ? $" style=\"max-width:{At(drawing.Width)}px\"" : "";
        svg.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {At(drawing.Width)} {At(drawing.Height)}\"{size}{limit} role=\"img\" font-family=\"{Fonts}\" stroke-linecap=\"round\" stroke-linejoin=\"round\">\n");
        svg.Append($"<title>{Markup.Escape(drawing.Title)}</title>\n");
        if (!themed)
            svg.Append($"<rect width=\"{At(drawing.Width)}\" height=\"{At(drawing.Height)}\"{Look(Palette.Page)}/>\n");
        foreach (Shape shape in drawing.Shapes)
            Write(shape);
        svg.Append("</svg>\n");
    }

    private void Write(Shape shape)
    {
        _ = shape switch
        {
            LineShape line => svg.Append($"<path d=\"{PathOf(line.Points, line.Closed)}\"{Look(null, line.Stroke)}/>\n"),
            PolygonShape polygon => svg.Append($"<path d=\"{PathOf(polygon.Points, closed: true)}\"{Look(polygon.Fill)}/>\n"),
            RectangleShape rectangle => Rectangle(rectangle),
            CircleShape circle => svg.Append($"<circle cx=\"{At(circle.Centre.X)}\" cy=\"{At(circle.Centre.Y)}\" r=\"{At(circle.Radius)}\"{Look(circle.Fill, circle.Stroke)}{End("circle", circle.Tip)}"),
            TextShape text => Text(text),
            PictureShape picture => Picture(picture),
            GroupShape group => Group(group),
            _ => throw new InvalidOperationException($"{shape.GetType().Name} has no form in SVG."),
        };
    }

    private StringBuilder Rectangle(RectangleShape shape)
    {
        string corner = shape.Corner > 0 ? $" rx=\"{At(shape.Corner)}\"" : "";
        return svg.Append($"<rect{PlaceOf(shape.Box)}{corner}{Look(shape.Fill)}{End("rect", shape.Tip)}");
    }

    private StringBuilder Text(TextShape text)
    {
        string turn = text.Angle == 0 ? "" : $" transform=\"rotate({At(text.Angle)} {At(text.Place.X)} {At(text.Place.Y)})\"";
        string anchor = text.Anchor switch { TextAnchor.Middle => " text-anchor=\"middle\"", TextAnchor.End => " text-anchor=\"end\"", _ => "" };
        string weight = text.Style.Bold ? " font-weight=\"600\"" : "";
        return svg.Append($"<text x=\"{At(text.Place.X)}\" y=\"{At(text.Place.Y)}\" font-size=\"{At(text.Style.Size)}\"{weight}{anchor}{turn}{Look(text.Style.Ink)}>{Markup.Escape(text.Text)}</text>\n");
    }

    private StringBuilder Picture(PictureShape shape)
    {
        string rendering = shape.Smooth ? "" : " style=\"image-rendering:pixelated\"";
        return svg.Append($"<image{PlaceOf(shape.Box)} preserveAspectRatio=\"none\"{rendering} href=\"{DataUri(shape.Picture)}\"/>\n");
    }

    /// <summary>A picture as a PNG in a URI.</summary>
    internal static string DataUri(Image picture)
    {
        using var png = new MemoryStream();
        PngWriter.Write(png, picture.View);
        return $"data:image/png;base64,{Convert.ToBase64String(png.GetBuffer(), 0, (int)png.Length)}";
    }

    private StringBuilder Group(GroupShape group)
    {
        svg.Append($"<g{(group.Offset == default ? "" : $" transform=\"translate({At(group.Offset.X)} {At(group.Offset.Y)})\"")}>\n");
        if (group.Clip is { } clip)
        {
            // A name that several drawings in one page share would cut all of them with the first one's box; so the box is a part of it.
            string name = $"c{++clips}-{At(clip.X)}-{At(clip.Y)}-{At(clip.Width)}-{At(clip.Height)}";
            svg.Append($"<clipPath id=\"{name}\"><rect{PlaceOf(clip)}/></clipPath><g clip-path=\"url(#{name})\">\n");
        }

        foreach (Shape shape in group.Shapes)
            Write(shape);
        return svg.Append(group.Clip is null ? "</g>\n" : "</g></g>\n");
    }

    private string Look(Ink? fill, Stroke? stroke = null)
    {
        // An element has one style attribute only, so both colours go into it.
        string[] attributes = [fill is null ? "fill=\"none\"" : Attribute("fill", fill.Value), stroke is null ? "" : Attribute("stroke", stroke.Ink), stroke is null ? "" : StrokeForm(stroke)];
        string style = string.Join(';', new[] { fill is { } inside ? Style("fill", inside) : "", stroke is null ? "" : Style("stroke", stroke.Ink) }.Where(text => text.Length > 0));
        return string.Concat(attributes.Where(text => text.Length > 0).Select(text => $" {text}")) + (style.Length > 0 ? $" style=\"{style}\"" : "");
    }

    private bool FollowsTheme(Ink ink) => themed && ink.Role is not null;

    private string Style(string property, Ink ink) => FollowsTheme(ink) ? $"{property}:var(--{ink.Role},{Hex(ink)})" : "";

    private string Attribute(string property, Ink ink)
    {
        string colour = FollowsTheme(ink) ? "" : $"{property}=\"{Hex(ink)}\"", opacity = ink.Alpha >= 1 ? "" : $"{property}-opacity=\"{At(ink.Alpha)}\"";
        return $"{colour} {opacity}".Trim();
    }

    private static string StrokeForm(Stroke stroke)
    {
        string dash = stroke.Dash is null ? "" : $" stroke-dasharray=\"{string.Join(' ', stroke.Dash.Select(At))}\"";
        return $"stroke-width=\"{At(stroke.Width)}\"{dash}{(stroke.Crisp ? " stroke-linecap=\"butt\" stroke-linejoin=\"miter\" shape-rendering=\"crispEdges\"" : "")}";
    }

    private static string Hex(Ink ink) => $"#{ink.Red:x2}{ink.Green:x2}{ink.Blue:x2}";

    private static string End(string element, string? tip) => tip is null ? "/>\n" : $"><title>{Markup.Escape(tip)}</title></{element}>\n";

    private static string PlaceOf(Box box) => $" x=\"{At(box.X)}\" y=\"{At(box.Y)}\" width=\"{At(box.Width)}\" height=\"{At(box.Height)}\"";

    private static string PathOf(IReadOnlyList<Point> points, bool closed) =>
        points.Count == 0 ? "" : $"M{string.Join('L', points.Select(point => $"{At(point.X)} {At(point.Y)}"))}{(closed ? "Z" : "")}";

    private static string At(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);
}
