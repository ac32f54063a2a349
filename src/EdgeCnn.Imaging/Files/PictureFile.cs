using EdgeCnn.Graph;

namespace EdgeCnn.Imaging.Files;

/// <summary>Reads a picture file of any kind that this library knows, by its first bytes and not by its name.</summary>
public static class PictureFile
{
    private static readonly string[] KnownExtensions = [".jpeg", ".jpg", ".png"];

    /// <summary>The name endings of the kinds that <see cref="Read(string)"/> can read, in lower case with the dot.</summary>
    public static IReadOnlyList<string> Extensions => KnownExtensions;

    /// <summary>Reads a picture file.</summary>
    /// <exception cref="PictureFormatException">The file is damaged, or of a kind that is not read.</exception>
    /// <exception cref="EdgeCnnException">The file is missing or cannot be opened (<see cref="ExitCode.BadData"/>).</exception>
    public static Image Read(string path) => Read(ReadBytes(path), path);

    /// <summary>Reads a picture from the bytes of its file.</summary>
    /// <param name="file">All bytes of the file.</param>
    /// <param name="source">The name to use in errors.</param>
    /// <exception cref="PictureFormatException">The bytes are damaged, or of a kind that is not read.</exception>
    public static Image Read(ReadOnlyMemory<byte> file, string source)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        if (PngReader.HasSignature(bytes))
            return PngReader.Read(file, source);
        if (JpegReader.HasSignature(bytes))
            return JpegReader.Read(file, source);
        string found = Convert.ToHexString(bytes[..Math.Min(8, bytes.Length)]);
        throw new PictureFormatException(source, 0, bytes.IsEmpty
            ? "the file is empty; expected a PNG or JPEG picture."
            : $"not a picture file of a known kind: it starts with bytes {found}; expected PNG (89504E470D0A1A0A) or JPEG (FFD8FF).");
    }

    /// <summary>All bytes of a file, with a file system error turned into one that a program can print.</summary>
    internal static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(path, error);
        }
    }
}
