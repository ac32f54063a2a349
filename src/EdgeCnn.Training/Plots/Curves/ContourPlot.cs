using System.Globalization;
using EdgeCnn.Imaging;
using EdgeCnn.Training.Plots.Axes;
using EdgeCnn.Training.Plots.Canvas;
using EdgeCnn.Training.Plots.Pictures;

namespace EdgeCnn.Training.Plots.Curves;

/// <summary>A function of two variables as lines of equal value, with paths over it.</summary>
public static class ContourPlot
{
    private const int GridSize = 161, LevelCount = 14;

    /// <summary>Draws the function and the paths.</summary>
    /// <param name="title">The title.</param>
    /// <param name="function">The function; finite in the ranges.</param>
    /// <param name="x">What is drawn to the right: from, to.</param>
    /// <param name="y">What is drawn upwards: from, to.</param>
    /// <param name="paths">Paths; a point outside the ranges is not seen. The ends are told in the legend.</param>
    /// <param name="minimum">A place to mark with a cross, or null.</param>
    public static Plot Draw(string title, Func<double, double, double> function, (double From, double To) x, (double From, double To) y, IReadOnlyList<PlotPath> paths, (double X, double Y)? minimum = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(paths);
        double[,] values = Sample(function, x, y);
        var panel = new Panel
        {
            Width = 720,
            Height = 560,
            XLabel = "x₁",
            YLabel = "x₂",
            X = new Scale(x.From, x.To),
            Y = new Scale(y.From, y.To),
            Under = (drawing, area) => DrawLines(drawing, area, values),
            Over = (drawing, area) => DrawPaths(drawing, area, paths, minimum),
        };
        return new Figure
        {
            Title = title,
            Subtitle = paths.Count == 0 ? null : "A circle marks each end; the legend tells where it is.",
            Legend = [.. paths.Select((path, i) => new LegendEntry($"{path.Name} → {End(path)}", Palette.Of(i), StyleOf(i)))],
            Panels = [panel.Draw()],
            Columns = 1,
        }.Draw();
    }

    private static string End(PlotPath path) => $"({Coordinate(path.Points[^1].X)}, {Coordinate(path.Points[^1].Y)})";

    // Adding 0 makes of a rounded −0 a plain one.
    private static string Coordinate(double value) => (Math.Round(value, 3) + 0.0).ToString("0.000", CultureInfo.InvariantCulture).Replace('-', '−');

    private static SeriesStyle StyleOf(int path) => SeriesStyles.Line(path);

    // Rows from the top of the picture down.
    private static double[,] Sample(Func<double, double, double> function, (double From, double To) x, (double From, double To) y)
    {
        double[,] values = new double[GridSize, GridSize];
        for (int row = 0; row < GridSize; row++)
        {
            for (int column = 0; column < GridSize; column++)
                values[row, column] = function(x.From + ((x.To - x.From) * column / (GridSize - 1)), y.To - ((y.To - y.From) * row / (GridSize - 1)));
        }

        return values;
    }

    private static void DrawLines(Plot drawing, PanelArea area, double[,] values)
    {
        double low = values.Cast<double>().Min(), high = values.Cast<double>().Max();
        if (!(high > low))
            return;
        // The closer to the minimum, the closer the lines: equal steps of the root.
        double Depth(double value) => Math.Sqrt(Math.Max(0, value - low) / (high - low));
        byte[] pixels = [.. values.Cast<double>().SelectMany(value => ColourMap.Pale(1 - Depth(value)))];
        drawing.Add(new PictureShape(area.Box, new Image(GridSize, GridSize, PixelFormat.Rgb24, pixels), Smooth: true));
        var step = new Point(area.Box.Width / (GridSize - 1), area.Box.Height / (GridSize - 1));
        for (int i = 1; i <= LevelCount; i++)
        {
            double share = i / (LevelCount + 1.0);
            foreach (Point[] line in ContourLines.Of(values, low + ((high - low) * share * share)))
                drawing.Add(new LineShape([.. line.Select(point => new Point(area.Box.X + (point.X * step.X), area.Box.Y + (point.Y * step.Y)))], new Stroke(Ink.Of(0x6E93AD).Fade(0.8), 0.9)));
        }
    }

    private static void DrawPaths(Plot drawing, PanelArea area, IReadOnlyList<PlotPath> paths, (double X, double Y)? minimum)
    {
        if (minimum is { } place)
        {
            Point centre = area.At(place.X, place.Y);
            drawing.Add(new LineShape([centre + new Point(-6, 0), centre + new Point(6, 0)], new Stroke(Palette.Black, 1.5)));
            drawing.Add(new LineShape([centre + new Point(0, -6), centre + new Point(0, 6)], new Stroke(Palette.Black, 1.5)));
        }

        // A white edge parts paths from lines and from one another.
        foreach (var (i, path) in paths.Index())
        {
            var series = new Series(path.Name, Palette.Of(i), StyleOf(i), [.. path.Points.Select(point => new Point(point.X, point.Y))]);
            drawing.Add(new LineShape([.. series.Points.Where(point => point.IsFinite).Select(point => area.At(point.X, point.Y))], new Stroke(Palette.White.Fade(0.85), 4)));
            SeriesMark.Draw(drawing, series, area);
            foreach (Point point in series.Points.Where((_, step) => path.Points.Count <= 200))
                drawing.Add(new CircleShape(area.At(point.X, point.Y), 1.9, series.Ink));
        }

        foreach (var (i, path) in paths.Index())
            drawing.Add(new CircleShape(area.At(path.Points[^1].X, path.Points[^1].Y), 5, Palette.White, new Stroke(Palette.Of(i) with { Role = null }, 2.2)));
        foreach (var (x, y) in paths.Select(path => path.Points[0]).Distinct())
            drawing.Add(new CircleShape(area.At(x, y), 4, Palette.Black));
    }
}
