using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Text;

/// <summary>One character as lines of a pen.</summary>
/// <param name="Advance">From this character to the next one, in hundredths of an em.</param>
/// <param name="Strokes">The middle of each line of the pen; x in hundredths of an em, y upwards in the levels of <see cref="GlyphPath"/>.</param>
/// <param name="Dots">The middles of dots.</param>
internal sealed record Glyph(double Advance, IReadOnlyList<IReadOnlyList<Point>> Strokes, IReadOnlyList<Point> Dots);
