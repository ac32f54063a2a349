using System.IO.Compression;

namespace EdgeCnn.Imaging.Files;

/// <summary>
/// Reads PNG pictures: 8-bit greyscale, RGB and RGBA without interlace. Ancillary chunks are checked and skipped, so gamma and
/// colour profiles have no effect; only a tRNS chunk, which would change the pixels, is refused.
/// </summary>
/// <remarks>
/// Range: at most 64 Mi pixels, and at most 60 MiB of pixels and 8 bytes more for each byte of the file.
/// Exactness: lossless. The offset of a fault inside compressed data is how far reading had got, up to 8 KiB past the fault.
/// Source: W3C Portable Network Graphics (PNG) Specification, Third Edition.
/// </remarks>
public static class PngReader
{
    private const int MaxPixelBytesPerFileByte = 8;
    private const long FreePixelBytes = 60L << 20;
    private const int MaxDeflateExpansion = 1032;

    /// <summary>Whether the bytes start as a PNG file does.</summary>
    public static bool HasSignature(ReadOnlySpan<byte> file) => file.StartsWith(PngChunkReader.Signature);

    /// <summary>Reads a PNG file.</summary>
    /// <exception cref="PictureFormatException">The file is damaged, or of a kind that is not read.</exception>
    /// <exception cref="Graph.EdgeCnnException">The file is missing or cannot be opened.</exception>
    public static Image Read(string path) => Read(PictureFile.ReadBytes(path), path);

    /// <summary>Reads a PNG file from memory.</summary>
    /// <param name="file">All bytes of the file.</param>
    /// <param name="source">The name to use in errors.</param>
    /// <exception cref="PictureFormatException">The bytes are damaged, or of a kind that is not read.</exception>
    public static Image Read(ReadOnlyMemory<byte> file, string source)
    {
        if (!HasSignature(file.Span))
            throw new PictureFormatException(source, 0, "the PNG signature 89504E470D0A1A0A is missing; this is no PNG file.");
        PngChunkReader chunks = new(file, source);
        PngChunk first = chunks.Next();
        if (first.Type != PngChunk.Ihdr)
            throw new PictureFormatException(source, first.Offset, $"the first chunk is {first.Name}, expected IHDR.");
        PngHeader header = PngHeader.Parse(first, source);
        PixelFormat format = header.RequireSupported(first, source);
        using PngImageData data = CollectImageData(chunks, header, source);
        CheckSize(header, data, file.Length, first.DataOffset, source);
        return new Image(header.Width, header.Height, format, Decode(header, data, source));
    }

    private static PngImageData CollectImageData(PngChunkReader chunks, PngHeader header, string source)
    {
        PngImageData data = new();
        bool dataEnded = false;
        bool paletteSeen = false;
        while (true)
        {
            PngChunk chunk = chunks.Next();
            dataEnded |= !data.IsEmpty && chunk.Type != PngChunk.Idat;
            switch (chunk.Type)
            {
                case PngChunk.Idat when !dataEnded:
                    data.Add(chunk);
                    break;
                case PngChunk.Idat:
                    throw new PictureFormatException(source, chunk.Offset, "an IDAT chunk after other chunks; all IDAT chunks must follow each other.");
                case PngChunk.Plte when !paletteSeen && data.IsEmpty && header.ColourType != PngColourType.Greyscale:
                    // A palette in a truecolour picture only suggests colours to a poor display.
                    paletteSeen = true;
                    break;
                case PngChunk.Trns:
                    throw new PictureFormatException(source, chunk.Offset, "a transparent colour (tRNS chunk), which is not supported yet. Save the picture without transparency, or as RGBA.");
                case PngChunk.Iend:
                    RequireEnd(chunks, chunk, data, source);
                    return data;
                default:
                    if (chunk.IsCritical)
                        throw new PictureFormatException(source, chunk.Offset, $"a critical chunk {chunk.Name} that is unknown or not allowed here.");
                    break;
            }
        }
    }

    private static void RequireEnd(PngChunkReader chunks, PngChunk end, PngImageData data, string source)
    {
        if (data.IsEmpty)
            throw new PictureFormatException(source, end.Offset, "the file ends without an IDAT chunk: it has no picture data.");
        if (!end.Data.IsEmpty)
            throw new PictureFormatException(source, end.Offset, $"the IEND chunk has {end.Data.Length} bytes of data, expected none.");
        if (chunks.Remaining > 0)
            throw new PictureFormatException(source, chunks.Position, $"{chunks.Remaining} bytes follow the IEND chunk, expected none.");
    }

    private static void CheckSize(PngHeader header, PngImageData data, long fileBytes, long offset, string source)
    {
        long filteredBytes = header.Height * (1 + header.RowBytes(header.Width));
        if (filteredBytes > data.TotalBytes * MaxDeflateExpansion)
            throw new PictureFormatException(source, offset, $"the picture is {header.Width}x{header.Height}, {filteredBytes} bytes, which {data.TotalBytes} bytes of compressed data cannot hold. The file is damaged.");
        long limit = fileBytes * MaxPixelBytesPerFileByte + FreePixelBytes;
        if (filteredBytes > limit)
            throw new PictureFormatException(source, offset, $"the picture is {header.Width}x{header.Height}, {filteredBytes} bytes, more than the {limit} that are allowed for a file of {fileBytes} bytes. Scale it down first.");
    }

    private static byte[] Decode(PngHeader header, PngImageData data, string source)
    {
        int rowBytes = (int)header.RowBytes(header.Width);
        byte[] pixels = GC.AllocateUninitializedArray<byte>(rowBytes * header.Height);
        ReadOnlySpan<byte> above = new byte[rowBytes];
        try
        {
            using ZLibStream inflate = new(data, CompressionMode.Decompress, leaveOpen: true);
            for (int y = 0; y < header.Height; y++)
            {
                int filter = inflate.ReadByte();
                Span<byte> row = pixels.AsSpan(y * rowBytes, rowBytes);
                if (filter < 0 || inflate.ReadAtLeast(row, rowBytes, throwOnEndOfStream: false) < rowBytes)
                    throw new PictureFormatException(source, data.FileOffset, $"the compressed data ends in row {y} of {header.Height}: the picture is incomplete.");
                if (filter > PngFilter.Paeth)
                    throw new PictureFormatException(source, data.FileOffset, $"row {y} has filter type {filter}; PNG defines 0..4.");
                PngFilter.Undo((byte)filter, row, above, header.FilterDistance);
                above = row;
            }
            // Reading past the last row also makes the stream check its Adler-32 sum.
            if (inflate.ReadByte() >= 0)
                throw new PictureFormatException(source, data.FileOffset, $"the compressed data goes on after the last of {header.Height} rows.");
        }
        catch (InvalidDataException error)
        {
            throw new PictureFormatException(source, data.FileOffset, "the compressed data is damaged or cut off (zlib). Copy the file again.", error);
        }
        return pixels;
    }
}
