namespace EdgeCnn.Training.Plots.Canvas;

/// <summary>One line of text.</summary>
/// <param name="Place">The anchor on the baseline.</param>
/// <param name="Text">The text.</param>
/// <param name="Style">Size, weight, colour.</param>
/// <param name="Anchor">Which part of the text is at the place.</param>
/// <param name="Angle">Degrees about the place, clockwise; −90 reads upwards.</param>
internal sealed record TextShape(Point Place, string Text, TextStyle Style, TextAnchor Anchor = TextAnchor.Start, double Angle = 0) : Shape;
