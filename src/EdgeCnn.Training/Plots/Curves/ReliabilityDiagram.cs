using System.Globalization;
using EdgeCnn.Training.Plots.Axes;
using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Curves;

/// <summary>How often answers of a confidence are right: on the diagonal a probability means what it says.</summary>
/// <remarks>Source: Guo et al. 2017, "On Calibration of Modern Neural Networks", §2: reliability diagram and expected calibration error.</remarks>
public static class ReliabilityDiagram
{
    /// <summary>Draws the diagram and, below it, how many answers have which confidence.</summary>
    /// <param name="confidences">The probability of the answer for each picture, 0..1.</param>
    /// <param name="right">Whether the answer was right.</param>
    /// <param name="bins">Equal stretches of confidence.</param>
    /// <exception cref="ArgumentException">The lists are empty or of different lengths.</exception>
    public static Plot Draw(IReadOnlyList<double> confidences, IReadOnlyList<bool> right, int bins = 15) => FigureOf(confidences, right, bins).Draw();

    internal static Figure FigureOf(IReadOnlyList<double> confidences, IReadOnlyList<bool> right, int bins = 15)
    {
        Bin[] binned = Binned(confidences, right, bins);
        double mean = confidences.Average(), share = right.Average(hit => hit ? 1.0 : 0.0);
        var area = new Panel
        {
            Width = 430,
            Height = 420,
            Square = true,
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
            XLabel = "confidence",
            YLabel = "answers",
            X = new Scale(0, 1),
            Y = new Scale(0, most * 1.08),
            Under = (drawing, inside) =>
            {
                foreach (Bin bin in binned.Where(bin => bin.Count > 0))
                    DrawBar(drawing, inside, bin, 0, bin.Count / (double)confidences.Count, Palette.Of(5));
            },
        }.Draw();
        return new Figure
        {
            Title = "Reliability",
            Subtitle = string.Create(CultureInfo.InvariantCulture, $"Expected calibration error {Error(binned):0.000}; mean confidence {mean:0.000}, right {share:0.000} of {confidences.Count:#,0}."),
            Legend = [new LegendEntry("right answers", Palette.Good, null), new LegendEntry("gap to the confidence", Palette.Bad.Fade(0.35), null)],
            Panels = [area, counts],
            Columns = 1,
        };
    }

    /// <summary>The expected calibration error: the mean over answers of |share of right answers − mean confidence| of their bin.</summary>
    /// <exception cref="ArgumentException">The lists are empty or of different lengths.</exception>
    public static double ExpectedCalibrationError(IReadOnlyList<double> confidences, IReadOnlyList<bool> right, int bins = 15) => Error(Binned(confidences, right, bins));

    private static double Error(Bin[] bins) => bins.Sum(bin => Math.Abs(bin.Right - bin.Confidence)) / bins.Sum(bin => bin.Count);

    private static Bin[] Binned(IReadOnlyList<double> confidences, IReadOnlyList<bool> right, int bins)
    {
        ArgumentNullException.ThrowIfNull(confidences);
        ArgumentNullException.ThrowIfNull(right);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        if (confidences.Count == 0 || confidences.Count != right.Count)
            throw new ArgumentException($"Reliability needs one confidence for each answer, got {confidences.Count} for {right.Count}.", nameof(confidences));
        var binned = new Bin[bins];
        for (int i = 0; i < bins; i++)
            binned[i] = new Bin((double)i / bins, (i + 1.0) / bins);
        for (int i = 0; i < right.Count; i++)
        {
            // A bin takes its upper end: a confidence of 1 belongs to the last one.
            ref Bin bin = ref binned[Math.Clamp((int)Math.Ceiling(confidences[i] * bins) - 1, 0, bins - 1)];
            bin = bin with { Count = bin.Count + 1, Confidence = bin.Confidence + confidences[i], Right = bin.Right + (right[i] ? 1 : 0) };
        }

        return binned;
    }

    private static void DrawBars(Plot drawing, PanelArea area, Bin[] bins)
    {
        foreach (Bin bin in bins.Where(bin => bin.Count > 0))
        {
            double right = bin.Right / bin.Count, confidence = bin.Confidence / bin.Count;
            DrawBar(drawing, area, bin, 0, right, Palette.Good);
            DrawBar(drawing, area, bin, Math.Min(right, confidence), Math.Max(right, confidence), Palette.Bad.Fade(0.35));
        }
    }

    private static void DrawBar(Plot drawing, PanelArea area, Bin bin, double from, double to, Ink ink)
    {
        Point corner = area.At(bin.From, to), end = area.At(bin.To, from);
        drawing.Rectangle(new Box(corner.X + 1, corner.Y, end.X - corner.X - 2, end.Y - corner.Y), ink, 0, string.Create(CultureInfo.InvariantCulture, $"confidence {bin.From:0.00} to {bin.To:0.00}: {bin.Right} of {bin.Count} right"));
    }

    // Sums over the answers of a bin.
    private readonly record struct Bin(double From, double To, int Count = 0, double Confidence = 0, double Right = 0);
}
