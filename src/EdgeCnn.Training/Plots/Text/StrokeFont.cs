using System.Text;
using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Text;

/// <summary>
/// Measures and draws text with our own typeface. Its advances are close to those of the widest usual interface font, so that a
/// text laid out here has room in an SVG viewer too.
/// </summary>
/// <remarks>
/// A level line of text is fitted to the pixels: baseline, small letters, capitals and descenders end on pixel rows, as far as the
/// pen allows, which keeps small text sharp.
/// </remarks>
internal static class StrokeFont
{
    private const double RegularPen = 0.088, BoldPen = 0.127, BoldWidth = 1.035, BoldSpace = 1.8, DotSize = 1.28;

    // The levels of the table and the heights at which a line's outer edge ends there, as shares of an em.
    private static readonly double[] Levels = [-18, 0, 48, 66, 70];
    private static readonly double[] Heights = [-0.225, 0, 0.545, 0.725, 0.765];
    private static readonly Dictionary<char, Glyph> Glyphs = ReadTable();

    /// <summary>The width of a text.</summary>
    public static double Measure(string text, double size, bool bold) => text.EnumerateRunes().Sum(rune => Advance(Of(rune), bold)) * size / 100;

    /// <summary>True if a character has a form of its own; others are shown as a box.</summary>
    public static bool Has(char character) => Glyphs.ContainsKey(character);

    /// <summary>Adds a line of text to what will be filled.</summary>
    public static void Draw(PathFill fill, string text, TextFrame frame)
    {
        double pen = frame.Size * (frame.Bold ? BoldPen : RegularPen), width = frame.Size * (frame.Bold ? BoldWidth : 1) / 100;
        bool level = frame.Angle == 0;
        Point origin = level ? frame.Origin with { Y = Math.Round(frame.Origin.Y) } : frame.Origin;
        double[] heights = Fit(frame.Size, pen, level);
        var (sin, cos) = Math.SinCos(frame.Angle * Math.PI / 180);
        double at = frame.Start;
        Point Device(Point point)
        {
            double x = at + (point.X * width), y = -Height(point.Y, heights);
            return new Point(origin.X + (x * cos) - (y * sin), origin.Y + (x * sin) + (y * cos));
        }

        foreach (Rune rune in text.EnumerateRunes())
        {
            Glyph glyph = Of(rune);
            foreach (IReadOnlyList<Point> stroke in glyph.Strokes)
                LineFill.Add(fill, [.. stroke.Select(Device)], pen);
            foreach (Point dot in glyph.Dots)
                LineFill.AddDisc(fill, Device(dot), DotSize * pen / 2);
            at += Advance(glyph, frame.Bold) * frame.Size / 100;
        }
    }

    // Where the middles of lines at the levels are, above the baseline.
    private static double[] Fit(double size, double pen, bool level)
    {
        double[] heights = [.. Heights.Select(height => height * size)];
        if (level)
        {
            heights[2] = Math.Round(heights[2]);
            heights[3] = Math.Round(heights[3]);
            heights[4] = Math.Max(Math.Round(heights[4]), heights[3]);
        }

        return [heights[0] + (pen / 2), pen / 2, heights[2] - (pen / 2), heights[3] - (pen / 2), heights[4] - (pen / 2) + 0.01];
    }

    private static double Height(double y, double[] heights)
    {
        int i = 1;
        while (i < Levels.Length - 1 && y > Levels[i])
            i++;
        // Beyond the last two levels, which may meet, the em's own measure goes on.
        if (y > Levels[^1])
            return heights[^1] + ((y - Levels[^1]) * (heights[1] - heights[0]) / (Levels[1] - Levels[0]));
        return heights[i - 1] + ((y - Levels[i - 1]) * (heights[i] - heights[i - 1]) / (Levels[i] - Levels[i - 1]));
    }

    private static double Advance(Glyph glyph, bool bold) => bold ? (glyph.Advance * BoldWidth) + BoldSpace : glyph.Advance;

    private static Glyph Of(Rune rune) => rune.IsBmp && Glyphs.TryGetValue((char)rune.Value, out Glyph? glyph) ? glyph : Glyphs['\uFFFD'];

    private static Dictionary<char, Glyph> ReadTable()
    {
        var glyphs = GlyphTable.Drawn.ToDictionary(entry => entry.Character, entry => GlyphPath.Read(entry.Advance, entry.Strokes));
        glyphs['\u00A0'] = glyphs[' '];
        glyphs['\u202F'] = glyphs['\u2009'] = new Glyph(18, [], []);
        glyphs['µ'] = glyphs['μ'];
        glyphs['ı'] = glyphs['i'] with { Dots = [] };
        foreach (var (character, original, high) in GlyphTable.Small)
            glyphs[character] = Shrink(glyphs[original], high ? 30 : -12);
        foreach (var (characters, bases, mark) in GlyphTable.Marked)
        {
            foreach (var (character, letter) in characters.Zip(bases))
                glyphs[character] = Mark(glyphs[letter], GlyphPath.Read(0, mark), char.IsUpper(letter));
        }

        return glyphs;
    }

    private static Glyph Shrink(Glyph glyph, double lift) => new(
        (glyph.Advance * 0.62) + 3,
        [.. glyph.Strokes.Select(stroke => stroke.Select(point => new Point((point.X * 0.62) + 1, (point.Y * 0.6) + lift)).ToArray())],
        []);

    private static Glyph Mark(Glyph letter, Glyph mark, bool capital)
    {
        Point Put(Point point) => new(point.X + (letter.Advance / 2), point.Y > 30 && capital ? point.Y + 18 : point.Y);
        return new Glyph(letter.Advance, [.. letter.Strokes, .. mark.Strokes.Select(stroke => stroke.Select(Put).ToArray())], [.. letter.Dots, .. mark.Dots.Select(Put)]);
    }
}
