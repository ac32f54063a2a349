using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Axes;

/// <summary>A line of a legend.</summary>
/// <param name="Name">What it says.</param>
/// <param name="Ink">The colour of its mark.</param>
/// <param name="Style">The form of its mark; null for a small square.</param>
internal sealed record LegendEntry(string Name, Ink Ink, SeriesStyle? Style);
