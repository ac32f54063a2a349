namespace EdgeCnn.Training.Plots.Canvas;

/// <summary>A line through points, or the outline of a polygon.</summary>
internal sealed record LineShape(IReadOnlyList<Point> Points, Stroke Stroke, bool Closed = false) : Shape;
