namespace EdgeCnn.Imaging.Files;

/// <summary>Undoes the run-length coding of a BMP file. Source: Microsoft, "Bitmap Compression".</summary>
/// <param name="header">The picture's head.</param>
/// <param name="source">The name to use in errors.</param>
internal sealed class BmpRuns(BmpHeader header, string source)
{
    private const byte EndOfRow = 0;
    private const byte EndOfPicture = 1;
    private const byte Move = 2;
    private readonly bool nibbles = header.Compression == BmpCompression.Rle4;

    /// <summary>Gives the index of each pixel, first the bottom row; what the runs leave out has index 0.</summary>
    /// <param name="file">All bytes of the file; runs begin at the header's offset.</param>
    /// <returns>[Height, Width]</returns>
    /// <exception cref="PictureFormatException">A run leaves the picture, or the file ends before it.</exception>
    public byte[] Decode(ReadOnlySpan<byte> file)
    {
        byte[] indices = new byte[header.Width * header.Height];
        int x = 0, y = 0, at = (int)header.DataOffset;
        while (true)
        {
            // The end's mark may be missing behind the last row.
            if (at + 2 > file.Length)
            {
                if (y >= header.Height || (y == header.Height - 1 && x == header.Width))
                    return indices;
                // The padding of the last run may be missing too.
                throw Truncated(Math.Min(at, file.Length), y);
            }

            int count = file[at], value = file[at + 1];
            at += 2;
            if (count > 0)
                Fill(indices, ref x, y, count, value, at - 2);
            else if (value == EndOfPicture)
                return indices;
            else if (value == EndOfRow)
                (x, y) = (0, y + 1);
            else if (value == Move)
            {
                if (at + 2 > file.Length)
                    throw Truncated(at, y);
                (x, y) = (x + file[at], y + file[at + 1]);
                Run(indices, x, Math.Min(y, header.Height - 1), 0, at - 2);
                at += 2;
            }
            else
                at += Copy(indices, ref x, y, value, file, at);
        }
    }

    private void Fill(byte[] indices, ref int x, int y, int count, int value, int at)
    {
        Span<byte> run = Run(indices, x, y, count, at);
        for (int i = 0; i < count; i++)
            run[i] = (byte)(!nibbles ? value : (i & 1) == 0 ? value >> 4 : value & 0xF);
        x += count;
    }

    private int Copy(byte[] indices, ref int x, int y, int count, ReadOnlySpan<byte> file, int at)
    {
        int bytes = nibbles ? (count + 1) / 2 : count;
        if (at + bytes > file.Length)
            throw Truncated(at, y);
        Span<byte> run = Run(indices, x, y, count, at - 2);
        for (int i = 0; i < count; i++)
            run[i] = !nibbles ? file[at + i] : (byte)((i & 1) == 0 ? file[at + (i / 2)] >> 4 : file[at + (i / 2)] & 0xF);
        x += count;
        return bytes + (bytes & 1); // padded to 16 bits
    }

    private Span<byte> Run(byte[] indices, int x, int y, int count, int at) => y < header.Height && count <= header.Width - x
        ? indices.AsSpan((y * header.Width) + x, count)
        : throw new PictureFormatException(source, at, $"a run of {count} pixels at column {x} of row {y} from the bottom leaves the picture of {header.Width}x{header.Height}. The file is damaged.");

    private PictureFormatException Truncated(int at, int y) =>
        new(source, at, $"the file ends in row {y} of {header.Height} from the bottom: it is truncated. Copy it again.");
}
