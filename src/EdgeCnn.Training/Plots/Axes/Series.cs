using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Axes;

/// <summary>Numbers over numbers.</summary>
/// <param name="Name">What the legend says.</param>
/// <param name="Ink">The colour.</param>
/// <param name="Style">Line or points.</param>
/// <param name="Points">In order; where a number is not finite, a line is interrupted.</param>
internal sealed record Series(string Name, Ink Ink, SeriesStyle Style, IReadOnlyList<Point> Points);
