namespace EdgeCnn.Imaging.Files;

/// <summary>
/// Reads PNG pictures of every kind: grey, colour, palette, with alpha or a transparent colour, 1 to 16 bits, interlaced or not. Greys come out as
/// Gray8, colours as Rgb24, and what has alpha or a tRNS chunk as Rgba32; of 16-bit samples the high byte is taken. Other ancillary chunks
/// are skipped, so gamma and colour profiles have no effect; so is what follows the last chunk.
/// </summary>
/// <remarks>
/// Range: at most 64 Mi pixels, and at most 60 MiB of pixels and 8 bytes more for each byte of the file.
/// Exactness: lossless up to 8 bits. The offset of a fault inside compressed data is how far reading had got, up to 8 KiB past the fault.
/// Source: W3C Portable Network Graphics (PNG) Specification, Third Edition.
/// </remarks>
public static class PngReader
{
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
        PngChunkReader chunks = new(file, source);
        (PngHeader header, int headerOffset) = ReadHeader(file, chunks, source);
        PngColours colours = new(header, source);
        using PngImageData data = new();
        SkipToImageData(chunks, colours, source);
        CollectImageData(chunks, data, source);
        if (header.FilteredBytes > data.TotalBytes * MaxDeflateExpansion)
            throw new PictureFormatException(source, headerOffset, $"the picture is {header.Width}x{header.Height}, {header.FilteredBytes} bytes, which {data.TotalBytes} bytes of compressed data cannot hold. The file is damaged.");
        PictureLimits.Require(source, headerOffset, header.Width, header.Height, colours.Format.BytesPerPixel(), file.Length);
        return new Image(header.Width, header.Height, colours.Format, new PngDecoder(header, colours, data, source).Decode());
    }

    /// <summary>Reads what stands before the image data.</summary>
    /// <param name="file">The file, or as much of it as is there.</param>
    /// <param name="source">The name to use in errors.</param>
    internal static PictureInfo ReadInfo(ReadOnlyMemory<byte> file, string source)
    {
        PngChunkReader chunks = new(file, source);
        (PngHeader header, _) = ReadHeader(file, chunks, source);
        PngColours colours = new(header, source);
        SkipToImageData(chunks, colours, source);
        return new PictureInfo(header.Width, header.Height, colours.Format);
    }

    private static (PngHeader Header, int Offset) ReadHeader(ReadOnlyMemory<byte> file, PngChunkReader chunks, string source)
    {
        if (!HasSignature(file.Span))
            throw new PictureFormatException(source, 0, "the PNG signature 89504E470D0A1A0A is missing; this is no PNG file.");
        PngChunk first = chunks.Next();
        return first.Type == PngChunk.Ihdr
            ? (PngHeader.Parse(first, source), first.DataOffset)
            : throw new PictureFormatException(source, first.Offset, $"the first chunk is {first.Name}, expected IHDR.");
    }

    private static void SkipToImageData(PngChunkReader chunks, PngColours colours, string source)
    {
        while (!chunks.IsAtImageData)
        {
            PngChunk chunk = chunks.Next();
            switch (chunk.Type)
            {
                case PngChunk.Plte:
                    colours.AddPalette(chunk);
                    break;
                case PngChunk.Trns:
                    colours.AddTransparency(chunk);
                    break;
                case PngChunk.Iend:
                    throw new PictureFormatException(source, chunk.Offset, "the file ends without an IDAT chunk: it has no picture data.");
                default:
                    RequireAncillary(chunk, source);
                    break;
            }
        }

        colours.RequirePalette(chunks.Position);
    }

    private static void CollectImageData(PngChunkReader chunks, PngImageData data, string source)
    {
        PngChunk chunk = chunks.Next();
        for (bool ended = false; chunk.Type != PngChunk.Iend; chunk = chunks.Next())
        {
            if (chunk.Type != PngChunk.Idat)
                RequireAncillary(chunk, source);
            else if (ended)
                throw new PictureFormatException(source, chunk.Offset, "an IDAT chunk after other chunks; all IDAT chunks must follow each other.");
            else
                data.Add(chunk);
            ended |= chunk.Type != PngChunk.Idat;
        }

        if (!chunk.Data.IsEmpty)
            throw new PictureFormatException(source, chunk.Offset, $"the IEND chunk has {chunk.Data.Length} bytes of data, expected none.");
    }

    // A tRNS chunk behind the image data would change what was decoded already.
    private static void RequireAncillary(PngChunk chunk, string source)
    {
        if (chunk.IsCritical || chunk.Type == PngChunk.Trns)
            throw new PictureFormatException(source, chunk.Offset, $"a {(chunk.IsCritical ? "critical " : "")}chunk {chunk.Name} that is unknown or not allowed here.");
    }
}
