namespace EdgeCnn.Imaging.Files;

/// <summary>
/// Reads PBM, PGM and PPM pictures (P1 to P6): bits, greys and colours, as text or as bytes, up to 65535 levels. Bits and greys come out as
/// Gray8, colours as Rgb24; levels are scaled to 0..255 and rounded.
/// </summary>
/// <remarks>
/// What follows the first picture is ignored, as Netpbm's own programs do. Range: at most 64 Mi pixels, and no more than the file can hold.
/// Source: the Netpbm formats, pbm(5), pgm(5), ppm(5).
/// </remarks>
public static class PnmReader
{
    /// <summary>Whether the bytes start as such a file does.</summary>
    public static bool HasSignature(ReadOnlySpan<byte> file) => PnmHeader.HasSignature(file);

    /// <summary>Reads a PBM, PGM or PPM file from memory.</summary>
    /// <param name="file">All bytes of the file.</param>
    /// <param name="source">The name to use in errors.</param>
    /// <exception cref="PictureFormatException">The bytes are damaged or cut off.</exception>
    public static Image Read(ReadOnlyMemory<byte> file, string source)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        PnmHeader header = PnmHeader.Parse(bytes, source);
        RequireData(header, bytes.Length, source);
        PictureLimits.Require(source, 2, header.Width, header.Height, header.Channels, bytes.Length);
        byte[] pixels = GC.AllocateUninitializedArray<byte>(header.Width * header.Height * header.Channels);
        if (header.IsText)
            ReadText(header, bytes, pixels, source);
        else if (header.IsBits)
            ReadBits(header, bytes[header.DataOffset..], pixels);
        else
            ReadBytes(header, bytes, pixels, source);
        return new Image(header.Width, header.Height, header.Format, pixels);
    }

    /// <summary>Reads the head.</summary>
    internal static PictureInfo ReadInfo(ReadOnlyMemory<byte> file, string source)
    {
        PnmHeader header = PnmHeader.Parse(file.Span, source);
        return new PictureInfo(header.Width, header.Height, header.Format);
    }

    // A bit in text takes a byte, any other number one more for the white space before it; the last byte of the head is the first one's.
    private static void RequireData(PnmHeader header, int fileBytes, string source)
    {
        long samples = (long)header.Width * header.Height * header.Channels, there = fileBytes - header.DataOffset;
        long needed = !header.IsText ? header.RowBytes * header.Height : header.IsBits ? samples : (2 * samples) - 1;
        if (there < needed)
            throw new PictureFormatException(source, header.DataOffset, $"the picture is {header.Width}x{header.Height} and takes at least {needed} bytes, but {there} follow the head. The file is truncated; copy it again.");
    }

    private static void ReadText(PnmHeader header, ReadOnlySpan<byte> file, byte[] pixels, string source)
    {
        PnmText text = new(file, source) { Position = header.DataOffset };
        for (int i = 0; i < pixels.Length; i++)
        {
            int at = text.Position, value = header.IsBits ? 1 - text.Bit() : text.Number("sample");
            pixels[i] = Level(value, header.Max, source, at);
        }
    }

    private static void ReadBits(PnmHeader header, ReadOnlySpan<byte> data, byte[] pixels)
    {
        for (int y = 0, to = 0; y < header.Height; y++)
        {
            ReadOnlySpan<byte> row = data.Slice(y * (int)header.RowBytes, (int)header.RowBytes);
            for (int x = 0; x < header.Width; x++)
                pixels[to++] = (byte)((row[x >> 3] >> (7 - (x & 7)) & 1) == 1 ? 0 : 255);
        }
    }

    private static void ReadBytes(PnmHeader header, ReadOnlySpan<byte> file, byte[] pixels, string source)
    {
        int from = header.DataOffset;
        if (header.Max == 255)
        {
            file.Slice(from, pixels.Length).CopyTo(pixels);
            return;
        }

        int size = header.Max > 255 ? 2 : 1;
        for (int i = 0; i < pixels.Length; i++, from += size)
            pixels[i] = Level(size == 1 ? file[from] : (file[from] << 8) | file[from + 1], header.Max, source, from);
    }

    private static byte Level(int value, int max, string source, int at) => value <= max
        ? (byte)(((value * 255) + (max / 2)) / max)
        : throw new PictureFormatException(source, at, $"a sample of {value}, but the largest value is {max}. The file is damaged.");
}
