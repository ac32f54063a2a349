using System.Buffers.Binary;

namespace EdgeCnn.Imaging.Files;

/// <summary>What the PLTE and tRNS chunks say of a picture's colours. Source: W3C PNG (Third Edition) §11.2.2, §11.3.1.1.</summary>
/// <param name="header">What the picture is.</param>
/// <param name="source">The name to use in errors.</param>
internal sealed class PngColours(PngHeader header, string source)
{
    private const int MaxEntries = 256;
    private const byte Opaque = 255;
    private bool paletteSeen;
    private bool hasTransparency;

    /// <summary>The palette as RGBA pixels.</summary>
    public byte[] Palette { get; private set; } = []; // [entries, 4]

    /// <summary>The samples of the one transparent colour; only where <see cref="HasTransparentColour"/> says so.</summary>
    public (int First, int Second, int Third) Transparent { get; private set; }

    /// <summary>Whether pixels of one colour are transparent.</summary>
    public bool HasTransparentColour => hasTransparency && header.ColourType != PngColourType.IndexedColour;

    /// <summary>The layout in which the picture is handed out.</summary>
    public PixelFormat Format => header.ColourType switch
    {
        PngColourType.TruecolourWithAlpha or PngColourType.GreyscaleWithAlpha => PixelFormat.Rgba32,
        _ when hasTransparency => PixelFormat.Rgba32,
        PngColourType.Greyscale => PixelFormat.Gray8,
        _ => PixelFormat.Rgb24,
    };

    /// <summary>Takes a PLTE chunk; in a truecolour picture it only suggests colours to a poor display.</summary>
    /// <exception cref="PictureFormatException">It is a second one, not allowed here, or of a wrong length.</exception>
    public void AddPalette(PngChunk chunk)
    {
        int entries = chunk.Data.Length / 3;
        if (paletteSeen || header.ColourType is PngColourType.Greyscale or PngColourType.GreyscaleWithAlpha)
            throw new PictureFormatException(source, chunk.Offset, paletteSeen ? "a second PLTE chunk." : $"a PLTE chunk in a {header.ColourType} picture, which has no palette.");
        if (entries is < 1 or > MaxEntries || chunk.Data.Length % 3 != 0)
            throw new PictureFormatException(source, chunk.Offset, $"the PLTE chunk has {chunk.Data.Length} bytes, expected 3 for each of 1..{MaxEntries} colours. The file is damaged.");
        paletteSeen = true;
        Palette = new byte[4 * entries];
        ReadOnlySpan<byte> colours = chunk.Data.Span;
        for (int i = 0; i < entries; i++)
        {
            colours.Slice(3 * i, 3).CopyTo(Palette.AsSpan(4 * i));
            Palette[(4 * i) + 3] = Opaque;
        }
    }

    /// <summary>Takes a tRNS chunk; a picture with alpha has no use for one.</summary>
    /// <exception cref="PictureFormatException">It is a second one, or of a wrong length.</exception>
    public void AddTransparency(PngChunk chunk)
    {
        ReadOnlySpan<byte> data = chunk.Data.Span;
        int most = header.ColourType switch
        {
            PngColourType.Greyscale => 2,
            PngColourType.Truecolour => 6,
            PngColourType.IndexedColour => Palette.Length / 4,
            _ => int.MaxValue,
        };
        if (header.ColourType is PngColourType.GreyscaleWithAlpha or PngColourType.TruecolourWithAlpha)
            return;
        if (hasTransparency || data.Length > most || (data.Length < most && header.ColourType != PngColourType.IndexedColour))
            throw new PictureFormatException(source, chunk.Offset, hasTransparency ? "a second tRNS chunk." : $"the tRNS chunk has {data.Length} bytes; a {header.ColourType} picture with {Palette.Length / 4} colours in its palette has {most}. The file is damaged.");
        hasTransparency = true;
        if (header.ColourType == PngColourType.IndexedColour)
        {
            for (int i = 0; i < data.Length; i++)
                Palette[(4 * i) + 3] = data[i];
            return;
        }

        int mask = (1 << header.BitDepth) - 1, first = BinaryPrimitives.ReadUInt16BigEndian(data) & mask;
        Transparent = most == 2 ? (first, 0, 0) : (first, BinaryPrimitives.ReadUInt16BigEndian(data[2..]) & mask, BinaryPrimitives.ReadUInt16BigEndian(data[4..]) & mask);
    }

    /// <summary>Requires, where the image data begins, that a picture of indices has a palette.</summary>
    /// <exception cref="PictureFormatException">It has none.</exception>
    public void RequirePalette(long offset)
    {
        if (header.ColourType == PngColourType.IndexedColour && !paletteSeen)
            throw new PictureFormatException(source, offset, "the image data of an indexed picture without a PLTE chunk before it. The file is damaged.");
    }
}
