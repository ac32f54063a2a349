namespace EdgeCnn.Training.Plots.Curves;

/// <summary>The way of a point over a plane, for example of an optimizer's weights.</summary>
/// <param name="Name">What the legend says.</param>
/// <param name="Points">Every place in order, the start first.</param>
public sealed record PlotPath(string Name, IReadOnlyList<(double X, double Y)> Points);
