using EdgeCnn.Graph;

namespace EdgeCnn.Imaging.Files;

/// <summary>Reads a picture file of any kind that this library knows, by its first bytes and not by its name.</summary>
public static class PictureFile
{
    private const int HeadBytes = 64 << 10;

    private static readonly string[] KnownExtensions = [".bmp", ".dib", ".jfif", ".jpe", ".jpeg", ".jpg", ".pbm", ".pgm", ".png", ".pnm", ".ppm"];

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
        return PngReader.HasSignature(bytes) ? PngReader.Read(file, source)
            : JpegReader.HasSignature(bytes) ? JpegReader.Read(file, source)
            : BmpReader.HasSignature(bytes) ? BmpReader.Read(file, source)
            : PnmReader.HasSignature(bytes) ? PnmReader.Read(file, source)
            : throw Unknown(bytes, source);
    }

    /// <summary>Reads only what stands before the pixels, which for most files are the first 64 KiB.</summary>
    /// <inheritdoc cref="Read(string)" path="/exception"/>
    public static PictureInfo ReadInfo(string path)
    {
        try
        {
            RefuseEmpty(path);
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            byte[] head = GC.AllocateUninitializedArray<byte>((int)Math.Min(HeadBytes, stream.Length));
            int count = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            try
            {
                return ReadInfo(head.AsMemory(0, count), path);
            }
            catch (PictureFormatException) when (stream.Length > count)
            {
                // A long profile or preview may stand in front; then it needs more than the head.
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(path, error);
        }

        return ReadInfo(ReadBytes(path), path);
    }

    /// <summary>Reads what stands before the pixels.</summary>
    /// <param name="file">The file, or as much of its beginning as the head takes.</param>
    /// <param name="source">The name to use in errors.</param>
    /// <exception cref="PictureFormatException">The bytes are damaged, cut off before the pixels, or of a kind that is not read.</exception>
    public static PictureInfo ReadInfo(ReadOnlyMemory<byte> file, string source)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        return PngReader.HasSignature(bytes) ? PngReader.ReadInfo(file, source)
            : JpegReader.HasSignature(bytes) ? new JpegDecoder(source).ReadInfo(bytes)
            : BmpReader.HasSignature(bytes) ? BmpReader.ReadInfo(file, source)
            : PnmReader.HasSignature(bytes) ? PnmReader.ReadInfo(file, source)
            : throw Unknown(bytes, source);
    }

    /// <summary>All bytes of a file, with a file system error turned into one that a program can print.</summary>
    internal static byte[] ReadBytes(string path)
    {
        try
        {
            RefuseEmpty(path);
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(path, error);
        }
    }

    // A pipe has no length either, and who opens one waits until somebody writes.
    private static void RefuseEmpty(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
            file = target;
        if (file is { Exists: true, Length: 0 })
            throw new PictureFormatException(path, 0, "the file is empty, or a pipe or device; expected a PNG, JPEG, BMP or PNM picture.");
    }

    private static PictureFormatException Unknown(ReadOnlySpan<byte> bytes, string source) => new(source, 0, bytes.IsEmpty
        ? "the file is empty; expected a PNG, JPEG, BMP or PNM picture."
        : $"not a picture file of a known kind: it starts with bytes {Convert.ToHexString(bytes[..Math.Min(8, bytes.Length)])}; expected PNG (89504E470D0A1A0A), JPEG (FFD8FF), BMP (BM) or PNM (P1 to P6).");
}
