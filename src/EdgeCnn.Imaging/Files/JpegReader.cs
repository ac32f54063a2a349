namespace EdgeCnn.Imaging.Files;

/// <summary>
/// Reads JPEG pictures as Gray8 or Rgb24, upright: Exif's orientation is applied. Colour profiles have no effect. CMYK and YCCK
/// are turned into RGB by the simple rule, light times light.
/// </summary>
/// <remarks>
/// Range and exactness: those of <see cref="JpegDecoder"/>. Colour of half density is doubled with a triangle filter.
/// A file that is cut off is an error, not a picture with a grey part.
/// </remarks>
public static class JpegReader
{
    // SOI and the first byte of the marker that must follow it: ITU T.81 B.2.1.
    private static ReadOnlySpan<byte> Signature => [0xFF, 0xD8, 0xFF];

    /// <summary>Whether the bytes start as a JPEG file does.</summary>
    public static bool HasSignature(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    /// <summary>Reads a JPEG file.</summary>
    /// <exception cref="PictureFormatException">The file is damaged, or of a kind that is not read.</exception>
    /// <exception cref="Graph.EdgeCnnException">The file is missing or cannot be opened.</exception>
    public static Image Read(string path) => Read(PictureFile.ReadBytes(path), path);

    /// <summary>Reads a JPEG file from memory.</summary>
    /// <param name="file">All bytes of the file.</param>
    /// <param name="source">The name to use in errors.</param>
    /// <exception cref="PictureFormatException">The bytes are damaged, or of a kind that is not read.</exception>
    public static Image Read(ReadOnlyMemory<byte> file, string source)
    {
        JpegDecoder decoder = new();
        Image stored = decoder.Decode(file.Span, source);
        return decoder.Orientation.Apply(stored);
    }
}
