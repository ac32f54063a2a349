namespace EdgeCnn.Imaging.Files;

/// <summary>What the head of a PBM, PGM or PPM file says. Source: the Netpbm formats, pbm(5), pgm(5), ppm(5).</summary>
/// <param name="Kind">1..6, as in the magic P1..P6: bits, greys, colours as text, then the same as bytes.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Max">What stands for full brightness, 1..65535; 1 for bits.</param>
/// <param name="DataOffset">Where the samples begin.</param>
internal readonly record struct PnmHeader(int Kind, int Width, int Height, int Max, int DataOffset)
{
    private const int LargestMax = 65535;

    /// <summary>Whether samples are decimal numbers.</summary>
    public bool IsText => Kind <= 3;

    /// <summary>Whether samples are bits, of which 1 is black.</summary>
    public bool IsBits => Kind is 1 or 4;

    /// <summary>Samples of a pixel.</summary>
    public int Channels => Kind is 3 or 6 ? 3 : 1;

    /// <summary>The bytes of a row of samples that are bytes.</summary>
    public long RowBytes => IsBits ? ((long)Width + 7) / 8 : (long)Width * Channels * (Max > 255 ? 2 : 1);

    /// <summary>What the picture is handed out as.</summary>
    public PixelFormat Format => Channels == 3 ? PixelFormat.Rgb24 : PixelFormat.Gray8;

    /// <summary>Whether bytes start as such a file does: P, a digit 1..6, then white space or a comment.</summary>
    public static bool HasSignature(ReadOnlySpan<byte> file) =>
        file.Length >= 3 && file[0] == 'P' && file[1] is >= (byte)'1' and <= (byte)'6' && (PnmText.IsSpace(file[2]) || file[2] == '#');

    /// <summary>Reads and checks the head.</summary>
    /// <exception cref="PictureFormatException">A number is missing or out of range.</exception>
    public static PnmHeader Parse(ReadOnlySpan<byte> file, string source)
    {
        if (!HasSignature(file))
            throw new PictureFormatException(source, 0, "the magic P1..P6 with white space after it is missing; this is no PBM, PGM or PPM file.");
        int kind = file[1] - '0';
        PnmText text = new(file, source) { Position = 2 };
        int at = text.Position, width = text.Number("width"), height = text.Number("height"), max = 1;
        PictureLimits.Require(source, at, width, height, 0, file.Length);
        if (kind is not (1 or 4))
        {
            at = text.Position;
            max = text.Number("largest value");
            if (max is < 1 or > LargestMax)
                throw new PictureFormatException(source, at, $"the largest value is {max}, expected 1..{LargestMax}. The file is damaged.");
        }

        // Exactly one byte of white space stands before samples that are bytes, which may look like white space themselves.
        if (text.Position >= file.Length || !PnmText.IsSpace(file[text.Position]))
            throw new PictureFormatException(source, text.Position, "white space is missing between the head and the samples. The file is truncated or damaged.");
        return new PnmHeader(kind, width, height, max, text.Position + 1);
    }
}
