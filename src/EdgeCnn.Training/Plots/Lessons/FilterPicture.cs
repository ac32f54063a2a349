using EdgeCnn.Training.Plots.Axes;
using EdgeCnn.Training.Plots.Canvas;
using EdgeCnn.Training.Plots.Pictures;

namespace EdgeCnn.Training.Plots.Lessons;

/// <summary>What one filter does to a picture: the picture, the response, what ReLU leaves, what pooling leaves.</summary>
public static class FilterPicture
{
    private const double Side = 280;

    /// <summary>Draws the steps.</summary>
    /// <param name="picture">A grey picture.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="pool">Whether the last step is shown.</param>
    /// <exception cref="Graph.EdgeCnnException">The picture is smaller than the filter.</exception>
    public static Plot Draw(FeatureMap picture, HandFilter filter, bool pool)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(filter);
        FeatureMap response = filter.Apply(picture), relu = HandFilter.Relu(response), pooled = HandFilter.MaxPool(relu);
        MapColouring signed = MapColouring.For(response), positive = MapColouring.For(relu);
        List<Plot> panels =
        [
            Panel("Picture", picture, MapColouring.GreyFor(picture), false),
            Panel("Response", response, signed, true),
            Panel("After ReLU", relu, positive, true),
        ];
        if (pool)
            panels.Add(Panel("After 2×2 max pooling", pooled, positive, true));
        return new Figure
        {
            Title = "A filter at work",
            Subtitle = $"Filter of {filter.Weights.Height}×{filter.Weights.Width}, without a border, stride 1: {RowsOf(filter)}",
            Panels = panels,
            Columns = pool ? 2 : 3,
        }.Draw();
    }

    private static string RowsOf(HandFilter filter) =>
        string.Join(" · ", Enumerable.Range(0, filter.Weights.Height).Select(row => $"[{string.Join(' ', Enumerable.Range(0, filter.Weights.Width).Select(column => Ticks.Power(filter.Weights[row, column])))}]"));

    private static Plot Panel(string name, FeatureMap map, MapColouring colouring, bool bar)
    {
        double factor = Side / Math.Max(map.Height, map.Width);
        var box = new Box(0, 26, map.Width * factor, map.Height * factor);
        Plot? strip = bar ? ColourBar.Draw(colouring) : null;
        string size = $"{map.Height}×{map.Width}";
        double heading = TextStyle.Heading.Measure(name) + 24 + TextStyle.Note.Measure(size);
        var panel = new Plot(Math.Max(Math.Max(box.Width, heading), strip?.Width ?? 0), box.Bottom + 30, name);
        panel.Text(0, 16, name, TextStyle.Heading);
        panel.Text(Math.Max(box.Width, heading), 16, size, TextStyle.Note, TextAnchor.End);
        panel.Add(new PictureShape(box, PicturePaint.Fit(colouring.Paint(map), Plot.FileScale * Side), Smooth: map.Width > 96));
        panel.Frame(box, Palette.Axis);
        if (strip is not null)
            panel.Place(strip, 0, box.Bottom + 8);
        return panel;
    }
}
