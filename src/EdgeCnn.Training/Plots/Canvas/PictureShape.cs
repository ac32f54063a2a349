using EdgeCnn.Imaging;

namespace EdgeCnn.Training.Plots.Canvas;

/// <summary>A picture of pixels in a box.</summary>
/// <param name="Box">Where; the picture is stretched to it.</param>
/// <param name="Picture">Grey, RGB or RGBA.</param>
/// <param name="Smooth">Whether enlarging smooths; else each pixel is a rectangle.</param>
internal sealed record PictureShape(Box Box, Image Picture, bool Smooth = false) : Shape;
