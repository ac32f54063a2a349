namespace EdgeCnn.Training.Data.Health;

/// <summary>What a check keeps of one picture.</summary>
/// <param name="Width">Pixels in a row; 0 if it could not be read.</param>
/// <param name="Height">Rows.</param>
/// <param name="IsGrey">Whether its file is grey.</param>
/// <param name="IsBlank">Whether all its pixels are the same.</param>
/// <param name="Digest">Equal for equal pictures.</param>
internal readonly record struct PictureFacts(int Width, int Height, bool IsGrey, bool IsBlank, PictureDigest Digest)
{
    /// <summary>Whether it could be read.</summary>
    public bool IsReadable => Width > 0;
}
