namespace EdgeCnn.Training.Plots.Canvas;

/// <summary>A filled polygon; what its outline goes round more than once is inside too.</summary>
internal sealed record PolygonShape(IReadOnlyList<Point> Points, Ink Fill) : Shape;
