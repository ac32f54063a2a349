namespace EdgeCnn.Imaging.Files;

/// <summary>What the head of a picture file says, without its pixels.</summary>
/// <param name="Width">Pixels in a row of the upright picture.</param>
/// <param name="Height">Rows of the upright picture.</param>
/// <param name="Format">The layout in which the picture is handed out.</param>
public readonly record struct PictureInfo(int Width, int Height, PixelFormat Format);
