namespace EdgeCnn.Training.Plots.Canvas;

/// <summary>A disc, a ring, or both.</summary>
internal sealed record CircleShape(Point Centre, double Radius, Ink? Fill, Stroke? Stroke = null, string? Tip = null) : Shape;
