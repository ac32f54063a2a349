using EdgeCnn.Imaging;
using EdgeCnn.Training.Plots.Text;

namespace EdgeCnn.Training.Plots.Canvas;

/// <summary>Draws a drawing in pixels.</summary>
internal sealed class PixelWriter
{
    // A picture beyond this is an error of a caller rather than something to look at.
    private const double MaxSide = 30_000;

    private readonly Surface surface;
    private readonly double scale;

    private PixelWriter(Surface surface, double scale)
    {
        this.surface = surface;
        this.scale = scale;
    }

    public static Image Write(Plot drawing, double scale)
    {
        double width = Math.Ceiling(drawing.Width * scale), height = Math.Ceiling(drawing.Height * scale);
        if (!(width is >= 1 and <= MaxSide && height is >= 1 and <= MaxSide))
            throw new ArgumentOutOfRangeException(nameof(scale), $"A picture of {width}x{height} pixels is not drawn; its sides may be 1 to {MaxSide}.");
        var writer = new PixelWriter(new Surface((int)width, (int)height), scale);
        writer.Draw(drawing.Shapes, default, new Box(0, 0, width, height));
        return writer.surface.ToImage();
    }

    private void Draw(IReadOnlyList<Shape> shapes, Point offset, Box clip)
    {
        foreach (Shape shape in shapes)
        {
            switch (shape)
            {
                case LineShape line: Line(line, offset, clip); break;
                case PolygonShape polygon: Polygon(polygon, offset, clip); break;
                case RectangleShape rectangle: Rectangle(rectangle, offset, clip); break;
                case CircleShape circle: Circle(circle, offset, clip); break;
                case TextShape text: Text(text, offset, clip); break;
                case PictureShape picture: PicturePaint.Paint(surface, Device(picture.Box, offset), picture, clip); break;
                case GroupShape group: Group(group, offset, clip); break;
                default: throw new InvalidOperationException($"{shape.GetType().Name} has no form in pixels.");
            }
        }
    }

    private void Group(GroupShape group, Point offset, Box clip)
    {
        offset += group.Offset;
        if (group.Clip is { } box)
        {
            Box own = Device(box, offset);
            double x = Math.Max(own.X, clip.X), y = Math.Max(own.Y, clip.Y);
            clip = new Box(x, y, Math.Min(own.Right, clip.Right) - x, Math.Min(own.Bottom, clip.Bottom) - y);
        }

        Draw(group.Shapes, offset, clip);
    }

    private void Line(LineShape line, Point offset, Box clip)
    {
        if (line.Points.Count == 0)
            return;
        Point[] points = [.. line.Points.Select(point => (point + offset) * scale), .. line.Closed ? new[] { (line.Points[0] + offset) * scale } : []];
        double width = line.Stroke.Width * scale;
        var fill = new PathFill(clip);
        if (line.Stroke.Crisp && line.Stroke.Dash is null)
            AddCrisp(fill, points, Math.Max(1, Math.Round(width)));
        else if (line.Stroke.Dash is { } dash)
            LineFill.AddDashed(fill, points, width, dash, scale);
        else
            LineFill.Add(fill, points, width);
        fill.Fill(surface, line.Stroke.Ink);
    }

    // Level and upright stretches as rectangles of whole pixels.
    private static void AddCrisp(PathFill fill, Point[] points, double width)
    {
        for (int i = 1; i < points.Length; i++)
        {
            double left = Math.Round(Math.Min(points[i - 1].X, points[i].X) - (width / 2)), top = Math.Round(Math.Min(points[i - 1].Y, points[i].Y) - (width / 2));
            double right = Math.Round(Math.Max(points[i - 1].X, points[i].X) - (width / 2)) + width, bottom = Math.Round(Math.Max(points[i - 1].Y, points[i].Y) - (width / 2)) + width;
            fill.Add([new(left, top), new(right, top), new(right, bottom), new(left, bottom)]);
        }
    }

    private void Polygon(PolygonShape polygon, Point offset, Box clip)
    {
        var fill = new PathFill(clip);
        fill.Add([.. polygon.Points.Select(point => (point + offset) * scale)]);
        fill.Fill(surface, polygon.Fill);
    }

    private void Rectangle(RectangleShape rectangle, Point offset, Box clip)
    {
        Box box = Device(rectangle.Box, offset);
        double corner = Math.Min(rectangle.Corner * scale, Math.Min(box.Width, box.Height) / 2);
        var fill = new PathFill(clip);
        if (corner > 0)
        {
            List<Point> outline = [];
            foreach (var (x, y, from) in (ReadOnlySpan<(double, double, int)>)[(box.Right - corner, box.Bottom - corner, 0), (box.X + corner, box.Bottom - corner, 90), (box.X + corner, box.Y + corner, 180), (box.Right - corner, box.Y + corner, 270)])
            {
                for (int degrees = from; degrees <= from + 90; degrees += 10)
                    outline.Add(new Point(x + (corner * Math.Cos(degrees * Math.PI / 180)), y + (corner * Math.Sin(degrees * Math.PI / 180))));
            }

            fill.Add([.. outline]);
        }
        else
        {
            fill.Add([new(box.X, box.Y), new(box.Right, box.Y), new(box.Right, box.Bottom), new(box.X, box.Bottom)]);
        }

        fill.Fill(surface, rectangle.Fill);
    }

    private void Circle(CircleShape circle, Point offset, Box clip)
    {
        Point centre = (circle.Centre + offset) * scale;
        var fill = new PathFill(clip);
        if (circle.Fill is { } ink)
        {
            LineFill.AddDisc(fill, centre, circle.Radius * scale);
            fill.Fill(surface, ink);
        }

        if (circle.Stroke is { } stroke)
        {
            Point[] ring = [.. Enumerable.Range(0, 49).Select(i => centre + (new Point(Math.Cos(i * Math.PI / 24), Math.Sin(i * Math.PI / 24)) * (circle.Radius * scale)))];
            LineFill.Add(fill, ring, stroke.Width * scale);
            fill.Fill(surface, stroke.Ink);
        }
    }

    private void Text(TextShape text, Point offset, Box clip)
    {
        double start = text.Anchor switch { TextAnchor.Middle => -0.5, TextAnchor.End => -1, _ => 0 } * text.Style.Measure(text.Text) * scale;
        var fill = new PathFill(clip);
        StrokeFont.Draw(fill, text.Text, new TextFrame((text.Place + offset) * scale, start, text.Style.Size * scale, text.Style.Bold, text.Angle));
        fill.Fill(surface, text.Style.Ink);
    }

    private Box Device(Box box, Point offset) => new((box.X + offset.X) * scale, (box.Y + offset.Y) * scale, box.Width * scale, box.Height * scale);
}
