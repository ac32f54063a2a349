using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Pictures;

/// <summary>A text under a picture.</summary>
internal readonly record struct TileLine(string Text, Ink Ink, bool Bold = false);
