using EdgeCnn.Imaging;
using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Pictures;

/// <summary>A picture of a grid.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="Lines">Texts under it.</param>
/// <param name="Edge">A frame that stands out, or null.</param>
internal sealed record Tile(Image Picture, IReadOnlyList<TileLine> Lines, Ink? Edge = null);
