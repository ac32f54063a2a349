using System.Globalization;
using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Text;

/// <summary>Reads the short form in which <see cref="GlyphTable"/> writes characters.</summary>
/// <remarks>
/// Strokes are parted by <c>;</c>. In a stroke, two numbers are a point; <c>a cx cy rx ry from to</c> an arc in degrees,
/// anticlockwise if to is more than from; <c>q cx cy x y</c> a quadratic curve from the point before; <c>o cx cy rx ry</c> a
/// whole oval; <c>d x y</c> a dot. Levels: 0 is the middle of a line on the baseline, 48 of one that ends a small letter, 66 of
/// one that ends a capital, 70 an ascender, −18 a descender.
/// </remarks>
internal static class GlyphPath
{
    // Ovals are a little squarer than ellipses: letters look wider and more open.
    private const double Squareness = 2.25;

    public static Glyph Read(double advance, string text)
    {
        List<IReadOnlyList<Point>> strokes = [];
        List<Point> dots = [];
        foreach (string part in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            List<Point> stroke = [];
            for (int at = 0; at < words.Length;)
                at += Step(words.AsSpan(at), stroke, dots);
            if (stroke.Count > 0)
                strokes.Add(stroke);
        }

        return new Glyph(advance, strokes, dots);
    }

    private static int Step(ReadOnlySpan<string> words, List<Point> stroke, List<Point> dots)
    {
        switch (words[0])
        {
            case "a":
                Arc(stroke, Number(words[1]), Number(words[2]), Number(words[3]), Number(words[4]), Number(words[5]), Number(words[6]));
                return 7;
            case "o":
                Arc(stroke, Number(words[1]), Number(words[2]), Number(words[3]), Number(words[4]), 0, 360);
                return 5;
            case "q":
                Curve(stroke, new Point(Number(words[1]), Number(words[2])), new Point(Number(words[3]), Number(words[4])));
                return 5;
            case "d":
                dots.Add(new Point(Number(words[1]), Number(words[2])));
                return 3;
            default:
                stroke.Add(new Point(Number(words[0]), Number(words[1])));
                return 2;
        }
    }

    private static void Arc(List<Point> stroke, double x, double y, double radiusX, double radiusY, double from, double to)
    {
        int steps = Math.Max(2, (int)Math.Ceiling(Math.Abs(to - from) / 9));
        for (int i = 0; i <= steps; i++)
        {
            var (sin, cos) = Math.SinCos((from + ((to - from) * i / steps)) * Math.PI / 180);
            stroke.Add(new Point(x + (radiusX * Bulge(cos)), y + (radiusY * Bulge(sin))));
        }
    }

    private static double Bulge(double value) => Math.Abs(value) < 1e-12 ? 0 : Math.CopySign(Math.Pow(Math.Abs(value), 2 / Squareness), value);

    private static void Curve(List<Point> stroke, Point control, Point end)
    {
        Point start = stroke[^1];
        for (int i = 1; i <= 8; i++)
        {
            double t = i / 8.0, s = 1 - t;
            stroke.Add((start * (s * s)) + (control * (2 * s * t)) + (end * (t * t)));
        }
    }

    private static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);
}
