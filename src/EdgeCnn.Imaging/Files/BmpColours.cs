using System.Buffers.Binary;

namespace EdgeCnn.Imaging.Files;

/// <summary>What a stored pixel of a BMP file means: an index into a palette, or a number out of which masks cut the colours.</summary>
internal sealed class BmpColours
{
    private readonly byte[] palette = []; // [entries, 3] red, green, blue
    private readonly BmpMask red;
    private readonly BmpMask green;
    private readonly BmpMask blue;
    private readonly BmpMask alpha;

    /// <summary>Reads palette or masks.</summary>
    /// <exception cref="PictureFormatException">The file ends before their end, or the masks are none.</exception>
    public BmpColours(BmpHeader header, ReadOnlySpan<byte> file, string source)
    {
        if (header.IsIndexed)
        {
            palette = ReadPalette(header, file, source);
            Format = IsGrey(palette) ? PixelFormat.Gray8 : PixelFormat.Rgb24;
            return;
        }

        uint[] masks = header.HasMasks ? ReadMasks(header, file, source) : header.BitsPerPixel == 16 ? [0x7C00, 0x03E0, 0x001F, 0] : [0xFF0000, 0x00FF00, 0x0000FF, 0];
        (red, green, blue, alpha) = (new(masks[0]), new(masks[1]), new(masks[2]), new(masks[3]));
        Format = masks[3] == 0 ? PixelFormat.Rgb24 : PixelFormat.Rgba32;
    }

    /// <summary>What the picture is handed out as: Gray8 if the palette has nothing but greys, Rgba32 if there is a mask for alpha.</summary>
    public PixelFormat Format { get; }

    /// <summary>Colours of the palette.</summary>
    public int Count => palette.Length / 3;

    /// <summary>Writes the colour of an index, which must be one of the palette.</summary>
    public void WriteIndexed(int index, Span<byte> pixel) => palette.AsSpan(3 * index, pixel.Length).CopyTo(pixel);

    /// <summary>Writes the colour of a 16- or 32-bit pixel.</summary>
    public void WriteMasked(uint stored, Span<byte> pixel)
    {
        (pixel[0], pixel[1], pixel[2]) = (red.Level(stored), green.Level(stored), blue.Level(stored));
        if (pixel.Length == 4)
            pixel[3] = alpha.Level(stored);
    }

    private static byte[] ReadPalette(BmpHeader header, ReadOnlySpan<byte> file, string source)
    {
        // Some files say more colours than an index can reach; what is behind these has no use.
        int most = 1 << header.BitsPerPixel, count = header.Colours == 0 ? most : (int)Math.Min(header.Colours, (uint)most);
        int offset = header.PaletteOffset, end = offset + (count * header.EntryBytes);
        if (end > file.Length)
            throw new PictureFormatException(source, file.Length, $"the file ends after {file.Length} bytes, inside its palette of {count} colours. It is truncated; copy it again.");
        byte[] palette = new byte[3 * count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> entry = file[(offset + (i * header.EntryBytes))..];
            (palette[3 * i], palette[(3 * i) + 1], palette[(3 * i) + 2]) = (entry[2], entry[1], entry[0]);
        }

        return palette;
    }

    private static bool IsGrey(byte[] palette)
    {
        for (int i = 0; i < palette.Length; i += 3)
        {
            if (palette[i] != palette[i + 1] || palette[i] != palette[i + 2])
                return false;
        }

        return true;
    }

    // They stand at the same place in both cases: right behind a head of 40 bytes, or 40 bytes into a later one.
    private static uint[] ReadMasks(BmpHeader header, ReadOnlySpan<byte> file, string source)
    {
        const int Offset = BmpHeader.FileHeaderBytes + 40;
        int count = header.MasksBehindHeader > 0 ? header.MasksBehindHeader : header.HeaderBytes >= 56 ? 4 : 3;
        if (file.Length < Offset + (4 * count))
            throw new PictureFormatException(source, file.Length, $"the file ends after {file.Length} bytes, inside its masks. It is truncated; copy it again.");
        uint[] masks = new uint[4];
        uint taken = 0;
        for (int i = 0; i < count; i++)
        {
            uint mask = masks[i] = BinaryPrimitives.ReadUInt32LittleEndian(file[(Offset + (4 * i))..]);
            if (!BmpMask.IsContiguous(mask) || (taken & mask) != 0 || (header.BitsPerPixel == 16 && mask > ushort.MaxValue))
                throw new PictureFormatException(source, Offset + (4 * i), $"a colour mask {mask:X8}; expected bits of the {header.BitsPerPixel} that follow each other and that no other mask has. The file is damaged.");
            taken |= mask;
        }

        return (masks[0] | masks[1] | masks[2]) != 0
            ? masks
            : throw new PictureFormatException(source, Offset, "the masks of red, green and blue are all 0. The file is damaged.");
    }
}
