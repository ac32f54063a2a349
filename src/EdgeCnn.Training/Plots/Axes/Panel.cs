using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Axes;

/// <summary>One chart: two axes with round numbers, and series in between.</summary>
internal sealed class Panel
{
    private const double TickGap = 7, LabelGap = 8, TickSpace = 38, TickSpaceX = 56, EndSpace = 14;

    /// <summary>The width with all margins.</summary>
    public double Width { get; init; } = 470;

    /// <summary>The height with all margins.</summary>
    public double Height { get; init; } = 320;

    /// <summary>A heading above the chart, or null.</summary>
    public string? Heading { get; init; }

    /// <summary>What the numbers to the right are, or null.</summary>
    public string? XLabel { get; init; }

    /// <summary>What the numbers upwards are, or null.</summary>
    public string? YLabel { get; init; }

    public required Scale X { get; init; }

    public required Scale Y { get; init; }

    public IReadOnlyList<Series> Series { get; init; } = [];

    /// <summary>Draws below the series, inside the axes.</summary>
    public Action<Plot, PanelArea>? Under { get; init; }

    /// <summary>Draws above the series, inside the axes.</summary>
    public Action<Plot, PanelArea>? Over { get; init; }

    /// <summary>The axis is at least as far to the right, so that charts under one another begin at the same place.</summary>
    public double LeastLeft { get; init; }

    /// <summary>Whether both axes have the same length in pixels.</summary>
    public bool Square { get; init; }

    public Plot Draw()
    {
        double top = (Heading is null ? 0 : 30) + 6, bottom = TickGap + 12 + (XLabel is null ? 4 : LabelGap + 17);
        double[] yTicks = Y.TicksOf((int)Math.Max(3, (Height - top - bottom) / TickSpace)), yTicksShown = [.. yTicks.Where(tick => Y.Share(tick) is >= -1e-9 and <= 1 + 1e-9)];
        string[] yLabels = Y.LabelsOf(yTicksShown);
        double left = Math.Max(LeastLeft, (YLabel is null ? 2 : 22) + yLabels.Max(TextStyle.Note.Measure) + TickGap);
        var box = new Box(left, top, Width - left - EndSpace, Height - top - bottom);
        if (Square)
            box = box with { Width = Math.Min(box.Width, box.Height), Height = Math.Min(box.Width, box.Height) };
        var area = new PanelArea(box, X, Y);
        var drawing = new Plot(Square ? box.Right + EndSpace : Width, Square ? box.Bottom + bottom : Height, Heading ?? YLabel ?? "chart");
        if (Heading is not null)
            drawing.Text(left, 17, Heading, TextStyle.Heading);
        DrawY(drawing, area, yTicksShown, yLabels);
        DrawX(drawing, area);
        DrawInside(drawing, area);
        drawing.Line(new(box.X, box.Bottom), new(box.Right, box.Bottom), new Stroke(Palette.Axis, Crisp: true));
        drawing.Line(new(box.X, box.Y), new(box.X, box.Bottom), new Stroke(Palette.Axis, Crisp: true));
        return drawing;
    }

    private void DrawY(Plot drawing, PanelArea area, double[] ticks, string[] labels)
    {
        for (int i = 0; i < ticks.Length; i++)
        {
            double y = area.At(X.Low, ticks[i]).Y;
            drawing.Line(new(area.Box.X, y), new(area.Box.Right, y), new Stroke(Palette.Grid, Crisp: true));
            drawing.Text(area.Box.X - TickGap, y + TextStyle.Note.Drop, labels[i], TextStyle.Note, TextAnchor.End);
        }

        if (YLabel is not null)
            drawing.Text(13, area.Box.Centre.Y, YLabel, TextStyle.Body, TextAnchor.Middle, -90);
    }

    private void DrawX(Plot drawing, PanelArea area)
    {
        double[] ticks = [.. X.TicksOf((int)Math.Max(3, area.Box.Width / TickSpaceX)).Where(tick => X.Share(tick) is >= -1e-9 and <= 1 + 1e-9)];
        string[] labels = X.LabelsOf(ticks);
        for (int i = 0; i < ticks.Length; i++)
        {
            double x = area.At(ticks[i], Y.Low).X;
            drawing.Line(new(x, area.Box.Y), new(x, area.Box.Bottom), new Stroke(Palette.Grid, Crisp: true));
            drawing.Text(x, area.Box.Bottom + TickGap + 11, labels[i], TextStyle.Note, TextAnchor.Middle);
        }

        if (XLabel is not null)
            drawing.Text(area.Box.Centre.X, area.Box.Bottom + TickGap + 12 + LabelGap + 11, XLabel, TextStyle.Body, TextAnchor.Middle);
    }

    private void DrawInside(Plot drawing, PanelArea area)
    {
        var inside = new Plot(area.Box.Width, area.Box.Height, "");
        Under?.Invoke(inside, area);
        foreach (Series series in Series)
            SeriesMark.Draw(inside, series, area);
        Over?.Invoke(inside, area);
        // A point on the edge is seen in full.
        drawing.Add(new GroupShape(inside.Shapes, default, new Box(area.Box.X - 5, area.Box.Y - 5, area.Box.Width + 10, area.Box.Height + 10)));
    }
}
