namespace EdgeCnn.Training.Plots.Canvas;

/// <summary>Turns lines of a width into polygons: a rectangle for each stretch, a disc at each point.</summary>
/// <remarks>Units: device pixels.</remarks>
internal static class LineFill
{
    // A thinner line would vanish between the lines of the scan.
    private const double LeastWidth = 0.4;

    /// <summary>Adds a line with round ends and corners.</summary>
    public static void Add(PathFill fill, IReadOnlyList<Point> points, double width)
    {
        double radius = Math.Max(width, LeastWidth) / 2;
        for (int i = 0; i < points.Count; i++)
        {
            AddDisc(fill, points[i], radius);
            if (i > 0)
                AddStretch(fill, points[i - 1], points[i], radius);
        }
    }

    /// <summary>Adds the pieces of a dashed line.</summary>
    public static void AddDashed(PathFill fill, IReadOnlyList<Point> points, double width, IReadOnlyList<double> dash, double scale)
    {
        int part = 0;
        double left = dash[0] * scale;
        List<Point> piece = [points[0]];
        for (int i = 1; i < points.Count; i++)
        {
            Point from = points[i - 1], to = points[i];
            double length = (to - from).Length, done = 0;
            while (length - done > left)
            {
                done += left;
                Point cut = from + ((to - from) * (done / length));
                piece.Add(cut);
                if (part % 2 == 0)
                    Add(fill, piece, width);
                piece = [cut];
                left = dash[++part % dash.Count] * scale;
            }

            left -= length - done;
            piece.Add(to);
        }

        if (part % 2 == 0)
            Add(fill, piece, width);
    }

    /// <summary>Adds a disc.</summary>
    public static void AddDisc(PathFill fill, Point centre, double radius)
    {
        // So many sides that none is more than a fiftieth of a pixel off the circle.
        int sides = Math.Clamp((int)Math.Ceiling(Math.PI / Math.Acos(1 - Math.Min(0.5, 0.02 / radius))), 8, 128);
        Span<Point> polygon = stackalloc Point[sides];
        for (int i = 0; i < sides; i++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * i / sides);
            polygon[i] = new Point(centre.X + (radius * cos), centre.Y + (radius * sin));
        }

        fill.Add(polygon);
    }

    private static void AddStretch(PathFill fill, Point from, Point to, double radius)
    {
        Point along = to - from;
        if (along.Length < 1e-9)
            return;
        Point across = new Point(-along.Y, along.X) * (radius / along.Length);
        fill.Add([from + across, to + across, to - across, from - across]);
    }
}
