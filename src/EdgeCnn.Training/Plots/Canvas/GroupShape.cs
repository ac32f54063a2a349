namespace EdgeCnn.Training.Plots.Canvas;

/// <summary>Shapes that are moved together and, if wanted, seen only inside a box of their own coordinates.</summary>
internal sealed record GroupShape(IReadOnlyList<Shape> Shapes, Point Offset, Box? Clip = null) : Shape;
