using System.Globalization;
using EdgeCnn.Training.Metrics;
using EdgeCnn.Training.Plots.Axes;
using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Curves;

/// <summary>How often answers of a confidence are right: on the diagonal a probability means what it says.</summary>
/// <remarks>Source: Guo et al. 2017, "On Calibration of Modern Neural Networks", §2: reliability diagram and expected calibration error.</remarks>
public static class ReliabilityDiagram
{
    // Both charts begin at the same place.
    private const double Left = 64;

    private static Ink Surer => Palette.Bad.Fade(0.35);

    private static Ink LessSure => Palette.Of(2).Fade(0.5);

    /// <summary>Draws the diagram and, below it, how many answers have which confidence.</summary>
    /// <param name="confidences">The probability of the answer for each picture, 0..1.</param>
    /// <param name="right">Whether the answer was right.</param>
    /// <param name="bins">Equal stretches of confidence.</param>
    /// <exception cref="ArgumentException">The lists are empty or of different lengths.</exception>
    public static Plot Draw(IReadOnlyList<double> confidences, IReadOnlyList<bool> right, int bins = CalibrationError.UsualBins) => FigureOf(confidences, right, bins).Draw();

    internal static Figure FigureOf(IReadOnlyList<double> confidences, IReadOnlyList<bool> right, int bins = CalibrationError.UsualBins)
    {
        CalibrationBin[] binned = CalibrationError.Bins(confidences, right, bins);
        double mean = confidences.Average(), share = right.Average(hit => hit ? 1.0 : 0.0);
        var area = new Panel
        {
            Width = 430,
            Height = 420,
            Square = true,
            LeastLeft = Left,
            YLabel = "share of right answers",
            X = new Scale(0, 1),
            Y = new Scale(0, 1),
            Under = (drawing, inside) => DrawBars(drawing, inside, binned),
            Over = (drawing, inside) => drawing.Add(new LineShape([inside.At(0, 0), inside.At(1, 1)], new Stroke(Palette.Soft, 1.5, [5, 5]))),
        }.Draw();
        double most = binned.Max(bin => bin.Count) / (double)confidences.Count;
        var counts = new Panel
        {
            Width = area.Width,
            Height = 150,
            LeastLeft = Left,
            XLabel = "confidence",
            YLabel = "answers",
            X = new Scale(0, 1),
            Y = new Scale(0, most * 1.08),
            Under = (drawing, inside) =>
            {
                foreach (CalibrationBin bin in binned.Where(bin => bin.Count > 0))
                    DrawBar(drawing, inside, bin, 0, bin.Count / (double)confidences.Count, Palette.Of(5));
            },
        }.Draw();
        return new Figure
        {
            Title = "Reliability",
            Subtitle = string.Create(CultureInfo.InvariantCulture, $"Expected calibration error {CalibrationError.Of(binned):0.000}; mean confidence {mean:0.000}, right {share:0.000} of {confidences.Count:#,0}."),
            Legend = [new LegendEntry("right answers", Palette.Good, null), new LegendEntry("surer than right", Surer, null), new LegendEntry("more right than sure", LessSure, null)],
            Panels = [area, counts],
            Columns = 1,
        };
    }

    private static void DrawBars(Plot drawing, PanelArea area, CalibrationBin[] bins)
    {
        foreach (CalibrationBin bin in bins.Where(bin => bin.Count > 0))
        {
            double right = bin.Right / bin.Count, confidence = bin.Confidence / bin.Count;
            DrawBar(drawing, area, bin, 0, Math.Min(right, confidence), Palette.Good);
            DrawBar(drawing, area, bin, Math.Min(right, confidence), Math.Max(right, confidence), confidence > right ? Surer : LessSure);
        }
    }

    private static void DrawBar(Plot drawing, PanelArea area, CalibrationBin bin, double from, double to, Ink ink)
    {
        Point corner = area.At(bin.From, to), end = area.At(bin.To, from);
        drawing.Rectangle(new Box(corner.X + 1, corner.Y, end.X - corner.X - 2, end.Y - corner.Y), ink, 0, string.Create(CultureInfo.InvariantCulture, $"confidence {bin.From:0.00} to {bin.To:0.00}: {bin.Right} of {bin.Count} right"));
    }
}
