namespace EdgeCnn.Training.Plots.Canvas;

/// <summary>A filled rectangle, with round corners or without.</summary>
/// <param name="Box">Where.</param>
/// <param name="Fill">Its colour.</param>
/// <param name="Corner">The radius of the corners.</param>
/// <param name="Tip">What a reader of the SVG is told at the rectangle, or null.</param>
internal sealed record RectangleShape(Box Box, Ink Fill, double Corner = 0, string? Tip = null) : Shape;
