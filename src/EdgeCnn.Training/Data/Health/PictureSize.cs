namespace EdgeCnn.Training.Data.Health;

/// <summary>How many pictures have a size.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Pictures">How many.</param>
public sealed record PictureSize(int Width, int Height, int Pictures);
