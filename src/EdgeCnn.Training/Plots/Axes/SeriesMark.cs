using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Axes;

/// <summary>Draws series, and the mark of one beside its name.</summary>
internal static class SeriesMark
{
    private const double LineWidth = 2, DotRadius = 2.6;

    /// <summary>The width of a mark in a legend.</summary>
    public const double Width = 24;

    public static void Draw(Plot drawing, Series series, PanelArea area)
    {
        Point[] places = [.. series.Points.Select(point => area.At(point.X, point.Y))];
        if (series.Style != SeriesStyle.Dots)
        {
            foreach (Point[] part in Parts(places))
                drawing.Add(new LineShape(part, Stroke(series.Ink, series.Style)));
        }

        // Points that touch say no more than a line does and make a large file.
        bool apart = places.Length < area.Box.Width / 3;
        if (series.Style is SeriesStyle.Dots || (series.Style is SeriesStyle.LineAndDots && apart))
        {
            double radius = apart ? DotRadius : 1.6;
            foreach (Point place in places.Where(place => place.IsFinite))
                drawing.Add(new CircleShape(place, radius, series.Ink));
        }
    }

    /// <summary>The mark of a series, its middle line at <paramref name="y"/>.</summary>
    public static void DrawKey(Plot drawing, Ink ink, SeriesStyle style, double x, double y)
    {
        if (style != SeriesStyle.Dots)
            drawing.Add(new LineShape([new(x + 1, y), new(x + Width - 1, y)], Stroke(ink, style)));
        if (style is SeriesStyle.Dots or SeriesStyle.LineAndDots)
        {
            foreach (double at in (double[])(style == SeriesStyle.Dots ? [4, 12, 20] : [12]))
                drawing.Add(new CircleShape(new Point(x + at, y), DotRadius, ink));
        }
    }

    private static Stroke Stroke(Ink ink, SeriesStyle style) => new(ink, LineWidth, style == SeriesStyle.Dashes ? [5, 5] : null);

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
