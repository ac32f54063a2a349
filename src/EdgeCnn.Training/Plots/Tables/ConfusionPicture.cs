using System.Globalization;
using EdgeCnn.Training.Plots.Axes;
using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Tables;

/// <summary>A confusion matrix: a row for what pictures are, a column for what was said, coloured by the share of the row.</summary>
public sealed class ConfusionPicture
{
    private const double MaxNameWidth = 150;

    private readonly ConfusionCounts counts;
    private readonly double cell;
    private readonly TextStyle names;
    private readonly string[] shown;
    private readonly bool turned;
    private readonly double left;
    private readonly double top;

    private ConfusionPicture(ConfusionCounts counts)
    {
        this.counts = counts;
        cell = counts.Classes.Count switch { <= 6 => 66, <= 12 => 52, <= 20 => 36, <= 40 => 21, _ => 12 };
        names = new TextStyle(Math.Min(12.5, cell - 1.5), Palette.Text);
        shown = [.. counts.Classes.Select(name => names.Fit(name, MaxNameWidth))];
        double widest = shown.Max(names.Measure);
        turned = widest > cell - 4;
        left = 24 + widest + 8;
        top = 24 + (turned ? widest : names.Size) + 8;
    }

    /// <summary>Draws the matrix; counts and shares are written where there is room, and always told to a reader of the SVG.</summary>
    public static Plot Draw(ConfusionCounts counts) => FigureOf(counts).Draw();

    internal static Figure FigureOf(ConfusionCounts counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return new Figure
        {
            Title = "Confusion matrix",
            Subtitle = Subtitle(counts),
            Legend = [new LegendEntry("right", Palette.Good, null), new LegendEntry("wrong", Palette.Bad, null)],
            Panels = [new ConfusionPicture(counts).Draw()],
            Columns = 1,
            LeastWidth = 380,
        };
    }

    private static string Subtitle(ConfusionCounts counts)
    {
        string right = counts.Total == 0 ? "No picture was judged." : string.Create(CultureInfo.InvariantCulture, $"{counts.Right:#,0} of {counts.Total:#,0} right ({(double)counts.Right / counts.Total:0.0000}).");
        var confused = counts.Confused(3);
        return confused.Count == 0 ? right : $"{right} Most often confused: {string.Join(", ", confused.Select(pair => $"{pair.Truth} → {pair.Answer} ({pair.Count.ToString("#,0", CultureInfo.InvariantCulture)})"))}.";
    }

    private Plot Draw()
    {
        int size = shown.Length;
        var drawing = new Plot(left + (size * cell) + 2, top + (size * cell) + 2, "Confusion matrix");
        var axis = TextStyle.Body with { Ink = Palette.Soft };
        drawing.Text(left + (size * cell / 2), 13, "said", axis, TextAnchor.Middle);
        drawing.Text(13, top + (size * cell / 2), "what it is", axis, TextAnchor.Middle, -90);
        for (int i = 0; i < size; i++)
        {
            double middle = (i + 0.5) * cell;
            drawing.Text(left - 8, top + middle + names.Drop, shown[i], names, TextAnchor.End);
            if (turned)
                drawing.Text(left + middle + names.Drop, top - 8, shown[i], names, TextAnchor.Start, -90);
            else
                drawing.Text(left + middle, top - 8, shown[i], names, TextAnchor.Middle);
        }

        for (int truth = 0; truth < size; truth++)
        {
            long row = counts.RowSum(truth);
            for (int answer = 0; answer < size; answer++)
                DrawCell(drawing, truth, answer, row);
        }

        drawing.Frame(new Box(left, top, size * cell, size * cell), Palette.Axis);
        return drawing;
    }

    private void DrawCell(Plot drawing, int truth, int answer, long row)
    {
        int count = counts.Counts[truth, answer];
        double share = row == 0 ? 0 : (double)count / row, gap = cell > 20 ? 1 : 0.5;
        var box = new Box(left + (answer * cell) + gap, top + (truth * cell) + gap, cell - (2 * gap), cell - (2 * gap));
        bool right = truth == answer;
        // Mistakes are rare where a network is good; the root lets a share of a few hundredths be seen.
        double strength = right ? share : Math.Sqrt(share);
        Ink ground = right ? Palette.Good : Palette.Bad;
        string tip = string.Create(CultureInfo.InvariantCulture, $"{counts.Classes[truth]} → {counts.Classes[answer]}: {count:#,0} of {row:#,0} ({100 * share:0.0} %)");
        drawing.Rectangle(box, count == 0 ? Palette.Grid.Fade(0.35) : ground.Fade(Math.Max(0.04, strength)), 0, cell > 20 || count > 0 ? tip : null);
        if (cell < 30 || count == 0)
            return;
        // What is read best on the ground, by contrast: orange stays too light for white letters.
        Ink ink = right && strength > 0.83 ? Palette.OnSeries : !right && strength > 0.75 ? Palette.Black : Palette.Text;
        Point middle = box.Centre;
        string text = count.ToString("#,0", CultureInfo.InvariantCulture);
        var style = new TextStyle(cell > 46 ? 13 : 11, ink, right);
        drawing.Text(middle.X, middle.Y + (cell > 46 ? -1 : style.Drop), style.Fit(text, cell), style, TextAnchor.Middle);
        if (cell > 46)
            drawing.Text(middle.X, middle.Y + 14, string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %"), new TextStyle(10.5, ink), TextAnchor.Middle);
    }
}
