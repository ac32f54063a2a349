using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Text;

/// <summary>Where and how a line of text is drawn.</summary>
/// <param name="Origin">The anchor on the baseline, in device pixels.</param>
/// <param name="Start">Where the text begins, from the anchor along the line.</param>
/// <param name="Size">The em in device pixels.</param>
/// <param name="Bold">Whether it is heavy.</param>
/// <param name="Angle">Degrees, clockwise.</param>
internal readonly record struct TextFrame(Point Origin, double Start, double Size, bool Bold, double Angle);
