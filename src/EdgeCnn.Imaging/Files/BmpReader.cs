using System.Buffers.Binary;

namespace EdgeCnn.Imaging.Files;

/// <summary>
/// Reads BMP pictures of 1, 2, 4, 8, 16, 24 and 32 bits a pixel, with a palette, bit fields or runs (RLE4, RLE8), of Windows and OS/2. A palette of
/// nothing but greys comes out as Gray8, a mask for alpha gives Rgba32, all else is Rgb24. Embedded JPEG and PNG are refused.
/// </summary>
/// <remarks>
/// Range: at most 64 Mi pixels, and at most 60 MiB of pixels and 8 bytes more for each byte of the file. Colours of fewer than 8 bits are
/// scaled to 0..255 and rounded; colour profiles have no effect.
/// Source: Microsoft, "Bitmap Storage"; IBM OS/2 2.0.
/// </remarks>
public static class BmpReader
{
    /// <summary>Whether the bytes start as a BMP file does.</summary>
    public static bool HasSignature(ReadOnlySpan<byte> file) => BmpHeader.HasSignature(file);

    /// <summary>Reads a BMP file from memory.</summary>
    /// <param name="file">All bytes of the file.</param>
    /// <param name="source">The name to use in errors.</param>
    /// <exception cref="PictureFormatException">The bytes are damaged, cut off, or of a kind that is not read.</exception>
    public static Image Read(ReadOnlyMemory<byte> file, string source)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        BmpHeader header = BmpHeader.Parse(bytes, source);
        BmpColours colours = new(header, bytes, source);
        if (header.DataOffset < header.PaletteOffset || header.DataOffset >= bytes.Length)
            throw new PictureFormatException(source, 10, $"the pixels begin at offset {header.DataOffset}; expected one behind the head of {header.PaletteOffset} bytes and in the file of {bytes.Length}. The file is truncated or damaged.");
        int bytesPerPixel = colours.Format.BytesPerPixel();
        bool runs = header.Compression is BmpCompression.Rle8 or BmpCompression.Rle4;
        // Runs need their indices beside the pixels.
        PictureLimits.Require(source, BmpHeader.FileHeaderBytes, header.Width, header.Height, bytesPerPixel + (runs ? 1 : 0), bytes.Length);
        byte[] indices = runs ? new BmpRuns(header, source).Decode(bytes) : [];
        if (!runs)
            RequireData(header, bytes.Length, source);
        byte[] pixels = GC.AllocateUninitializedArray<byte>(header.Width * header.Height * bytesPerPixel);
        long stride = runs ? header.Width : (header.RowBytes + 3) / 4 * 4;
        for (int y = 0; y < header.Height; y++)
        {
            int stored = header.TopDown ? y : header.Height - 1 - y, from = (runs ? 0 : (int)header.DataOffset) + (int)(stored * stride);
            ReadOnlySpan<byte> row = (runs ? indices : bytes).Slice(from, (int)(runs ? stride : header.RowBytes));
            Span<byte> to = pixels.AsSpan(y * header.Width * bytesPerPixel, header.Width * bytesPerPixel);
            if (header.IsIndexed)
                WriteIndexed(row, runs ? 8 : header.BitsPerPixel, colours, to, bytesPerPixel, source, runs ? header.DataOffset : from);
            else
                WriteColours(row, header.BitsPerPixel, colours, to, bytesPerPixel);
        }

        return new Image(header.Width, header.Height, colours.Format, pixels);
    }

    /// <summary>Reads head and palette.</summary>
    internal static PictureInfo ReadInfo(ReadOnlyMemory<byte> file, string source)
    {
        BmpHeader header = BmpHeader.Parse(file.Span, source);
        return new PictureInfo(header.Width, header.Height, new BmpColours(header, file.Span, source).Format);
    }

    // Some programs leave out the padding of the last row.
    private static void RequireData(BmpHeader header, int fileBytes, string source)
    {
        long needed = ((header.RowBytes + 3) / 4 * 4 * (header.Height - 1)) + header.RowBytes, there = fileBytes - header.DataOffset;
        if (there < needed)
            throw new PictureFormatException(source, header.DataOffset, $"the picture is {header.Width}x{header.Height} and takes {needed} bytes, but {there} follow the head. The file is truncated; copy it again.");
    }

    private static void WriteIndexed(ReadOnlySpan<byte> row, int bits, BmpColours colours, Span<byte> to, int bytesPerPixel, string source, long offset)
    {
        int perByte = 8 / bits, mask = (1 << bits) - 1;
        for (int x = 0; x * bytesPerPixel < to.Length; x++)
        {
            int index = row[x / perByte] >> (8 - bits - (x % perByte * bits)) & mask;
            if (index >= colours.Count)
                throw new PictureFormatException(source, offset, $"index {index}, but the palette has {colours.Count} colours. The file is damaged.");
            colours.WriteIndexed(index, to.Slice(x * bytesPerPixel, bytesPerPixel));
        }
    }

    private static void WriteColours(ReadOnlySpan<byte> row, int bits, BmpColours colours, Span<byte> to, int bytesPerPixel)
    {
        for (int x = 0; x * bytesPerPixel < to.Length; x++)
        {
            Span<byte> pixel = to.Slice(x * bytesPerPixel, bytesPerPixel);
            if (bits == 24)
                (pixel[0], pixel[1], pixel[2]) = (row[(3 * x) + 2], row[(3 * x) + 1], row[3 * x]);
            else
                colours.WriteMasked(bits == 16 ? BinaryPrimitives.ReadUInt16LittleEndian(row[(2 * x)..]) : BinaryPrimitives.ReadUInt32LittleEndian(row[(4 * x)..]), pixel);
        }
    }
}
