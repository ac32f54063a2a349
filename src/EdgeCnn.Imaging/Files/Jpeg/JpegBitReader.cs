using System.Buffers.Binary;

namespace EdgeCnn.Imaging.Files.Jpeg;

/// <summary>The bits of entropy-coded data, first one highest. Source: ITU T.81 B.1.1.5, F.2.2.4, F.2.2.5.</summary>
/// <remarks>Behind the data, at a marker or at the file's end, it gives zeros; <see cref="IsOverrun"/> tells when one was taken.</remarks>
internal ref struct JpegBitReader(ReadOnlySpan<byte> file, int position, string source)
{
    /// <summary>The next bits, the first one highest; zeros after the last one.</summary>
    public ulong Bits;

    /// <summary>How many of <see cref="Bits"/> were read.</summary>
    public int Count;

    private readonly ReadOnlySpan<byte> file = file;
    private int padding;
    private bool ended;

    /// <summary>The offset of the next byte; bytes before it may not have been decoded yet, but none of them is a marker.</summary>
    public int Position { get; private set; } = position;

    /// <summary>True once bits were decoded that the data does not have.</summary>
    public readonly bool IsOverrun => Count < padding;

    /// <summary>True in front of a marker that is no restart marker.</summary>
    public readonly bool IsAtEndOfScan
    {
        get
        {
            JpegSegmentReader markers = new(file, source) { Position = Position };
            int marker = markers.NextMarker();
            return marker >= 0 && !JpegMarker.IsRestart(marker);
        }
    }

    /// <summary>Makes at least 32 bits ready: a code of 16 and a value of 16.</summary>
    public void Fill()
    {
        if (Count > 32)
            return;
        if (file.Length - Position >= 4)
        {
            uint next = BinaryPrimitives.ReadUInt32BigEndian(file[Position..]);
            // No byte of the four is 0xFF.
            if (((~next - 0x01010101u) & next & 0x80808080u) == 0)
            {
                Bits |= (ulong)next << (32 - Count);
                Count += 32;
                Position += 4;
                return;
            }
        }

        FillByBytes();
    }

    /// <summary>Takes bits; <see cref="Fill"/> has made them ready.</summary>
    public int Take(int count)
    {
        if (count == 0)
            return 0;
        int value = (int)(Bits >> (64 - count));
        Skip(count);
        return value;
    }

    /// <summary>Takes the value of a category that is not 0 (F.2.2.1, EXTEND).</summary>
    public int TakeValue(int category)
    {
        int value = (int)(Bits >> (64 - category));
        // A first bit of 0 means a negative value.
        value += (int)(~(long)Bits >> 63) & (1 - (1 << category));
        Skip(category);
        return value;
    }

    /// <summary>Takes a symbol; <see cref="Fill"/> has made its bits ready.</summary>
    /// <exception cref="PictureFormatException">The table has no such code.</exception>
    public int TakeSymbol(JpegHuffmanTable table)
    {
        int found = table.Symbols[(int)(Bits >> (64 - JpegHuffmanTable.LookAhead))];
        if (found == 0)
            found = table.LongSymbol((int)(Bits >> 48));
        if (found == 0)
            throw Error("the coded data holds a code that its Huffman table does not have");
        Skip(found >> 8);
        return found & 0xFF;
    }

    /// <summary>Goes on by bits that are ready.</summary>
    public void Skip(int count)
    {
        Bits <<= count;
        Count -= count;
    }

    /// <summary>Drops what is left before a restart marker and goes behind it.</summary>
    /// <param name="number">The marker's number, 0..7.</param>
    /// <exception cref="PictureFormatException">Another marker follows, or none.</exception>
    public void Restart(int number)
    {
        JpegSegmentReader markers = new(file, source) { Position = Position };
        int marker = markers.NextMarker();
        if (marker != JpegMarker.Restart0 + number)
        {
            throw Error(marker < 0 ? $"the file ends where restart marker RST{number} is due: it is truncated"
                : $"marker FF{marker:X2} where restart marker RST{number} (FF{JpegMarker.Restart0 + number:X2}) is due: coded data is missing or damaged");
        }

        (Bits, Count, padding, ended, Position) = (0, 0, 0, false, markers.Position);
    }

    /// <summary>An error in the coded data.</summary>
    public readonly PictureFormatException Error(string detail) => new(source, Position, $"{detail}. Copy the file, or take the picture, again.");

    /// <summary>The error for data that ends too soon.</summary>
    public readonly PictureFormatException Overrun() => Error(Position >= file.Length
        ? "the file ends inside the coded data: it is truncated"
        : $"the coded data ends at a marker before the last block of the picture");

    private void FillByBytes()
    {
        while (Count <= 56)
        {
            int next = ended ? -1 : NextDataByte();
            if (next < 0)
            {
                ended = true;
                padding += 8;
            }
            else
            {
                Bits |= (ulong)next << (56 - Count);
            }

            Count += 8;
        }
    }

    // −1 in front of a marker and at the file's end.
    private int NextDataByte()
    {
        if (Position >= file.Length)
            return -1;
        int next = file[Position], after = Position + 1;
        if (next == 0xFF)
        {
            // A zero after 0xFF, or after more of them, makes it data.
            while (after < file.Length && file[after] == 0xFF)
                after++;
            if (after >= file.Length || file[after] != 0)
                return -1;
            after++;
        }

        Position = after;
        return next;
    }
}
