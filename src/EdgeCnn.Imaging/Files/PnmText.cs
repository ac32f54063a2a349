namespace EdgeCnn.Imaging.Files;

/// <summary>Reads decimal numbers that white space and comments (# to the end of the line) separate.</summary>
internal ref struct PnmText(ReadOnlySpan<byte> file, string source)
{
    private const int TooLarge = 100_000_000; // more than any size or sample may be
    private readonly ReadOnlySpan<byte> file = file;

    /// <summary>The offset of the next byte.</summary>
    public int Position;

    /// <summary>Blank, tab, line feed, vertical tab, form feed or carriage return.</summary>
    public static bool IsSpace(byte value) => value is (byte)' ' or (>= 9 and <= 13);

    /// <summary>Reads the next number.</summary>
    /// <param name="what">Its name, for the error.</param>
    /// <exception cref="PictureFormatException">There is none, or it is longer than any that is right.</exception>
    public int Number(string what)
    {
        SkipSpace();
        int start = Position, value = 0;
        while (Position < file.Length && char.IsAsciiDigit((char)file[Position]))
        {
            value = (10 * value) + (file[Position++] - '0');
            if (value > TooLarge)
                throw new PictureFormatException(source, start, $"the {what} is a number above {TooLarge}. The file is damaged.");
        }

        return Position > start ? value : throw Missing(what);
    }

    /// <summary>Reads the next digit 0 or 1; these need no white space between them.</summary>
    /// <exception cref="PictureFormatException">There is none.</exception>
    public int Bit()
    {
        SkipSpace();
        return Position < file.Length && file[Position] is (byte)'0' or (byte)'1' ? file[Position++] - '0' : throw Missing("bit");
    }

    private void SkipSpace()
    {
        while (Position < file.Length && (IsSpace(file[Position]) || file[Position] == '#'))
        {
            int lineEnd = file[Position] == '#' ? file[Position..].IndexOfAny((byte)'\n', (byte)'\r') : 0;
            Position = lineEnd < 0 ? file.Length : Position + lineEnd + 1;
        }
    }

    private readonly PictureFormatException Missing(string what) => new(source, Position, Position >= file.Length
        ? $"the file ends where a {what} is expected. It is truncated; copy it again."
        : $"byte {file[Position]:X2} where a {what} is expected. The file is damaged.");
}
