using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Axes;

/// <summary>Draws series, and the mark of one beside its name.</summary>
internal static class SeriesMark
{
    private const double LineWidth = 2, DotRadius = 2.6, LoneLength = 12;

    /// <summary>The width of a mark in a legend.</summary>
    public const double Width = 24;

    public static void Draw(Plot drawing, Series series, PanelArea area)
    {
        Point[] places = [.. series.Points.Select(point => area.At(point.X, point.Y))];
        if (series.Style.IsLine())
        {
            foreach (Point[] part in Parts(places))
                drawing.Add(new LineShape(part.Length > 1 ? part : Lone(part[0]), Stroke(series.Ink, series.Style)));
        }

        // Points that touch say no more than a line does and make a large file.
        bool apart = places.Length < area.Box.Width / 3;
        if (!series.Style.IsLine() || (series.Style is SeriesStyle.LineAndDiscs && apart))
        {
            foreach (Point place in places.Where(place => place.IsFinite))
                drawing.Add(Mark(place, series.Ink, series.Style, apart ? DotRadius : 1.6));
        }
    }

    /// <summary>The mark of a series, its middle line at <paramref name="y"/>.</summary>
    public static void DrawKey(Plot drawing, Ink ink, SeriesStyle style, double x, double y)
    {
        if (style.IsLine())
            drawing.Add(new LineShape([new(x + 1, y), new(x + Width - 1, y)], Stroke(ink, style)));
        double[] marks = style is SeriesStyle.LineAndDiscs ? [12] : style.IsLine() ? [] : [4, 12, 20];
        foreach (double at in marks)
            drawing.Add(Mark(new Point(x + at, y), ink, style, DotRadius));
    }

    private static Shape Mark(Point place, Ink ink, SeriesStyle style, double radius) => style switch
    {
        SeriesStyle.Rings => new CircleShape(place, radius, null, new Stroke(ink, radius / 2)),
        SeriesStyle.Squares => new LineShape([new(place.X - radius, place.Y - radius), new(place.X + radius, place.Y - radius), new(place.X + radius, place.Y + radius), new(place.X - radius, place.Y + radius)], new Stroke(ink, radius / 2), Closed: true),
        _ => new CircleShape(place, radius, ink),
    };

    private static Stroke Stroke(Ink ink, SeriesStyle style) => new(ink, LineWidth, style switch { SeriesStyle.Dashes => [5, 5], SeriesStyle.Dotted => [0.5, 4], _ => null });

    // A line through one point alone would not be seen.
    private static Point[] Lone(Point place) => [place with { X = place.X - (LoneLength / 2) }, place with { X = place.X + (LoneLength / 2) }];

    // A line is drawn between finite numbers only.
    private static IEnumerable<Point[]> Parts(Point[] places)
    {
        int start = 0;
        for (int i = 0; i <= places.Length; i++)
        {
            if (i < places.Length && places[i].IsFinite)
                continue;
            if (i > start)
                yield return places[start..i];
            start = i + 1;
        }
    }
}
