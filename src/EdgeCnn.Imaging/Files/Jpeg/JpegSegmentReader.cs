using System.Buffers.Binary;

namespace EdgeCnn.Imaging.Files.Jpeg;

/// <summary>Walks the markers and segments of a JPEG file in memory. Source: ITU T.81 B.1.1.</summary>
internal ref struct JpegSegmentReader(ReadOnlySpan<byte> file, string source)
{
    /// <summary>All bytes.</summary>
    public readonly ReadOnlySpan<byte> File = file;

    /// <summary>The name to use in errors.</summary>
    public readonly string Source = source;

    /// <summary>The offset of the next byte.</summary>
    public int Position;

    /// <summary>The bytes that are left.</summary>
    public readonly int Remaining => File.Length - Position;

    /// <summary>Finds the next marker and goes behind it; skips fill bytes and what is none, as a scan may leave it.</summary>
    /// <returns>The marker's second byte, or −1 at the end of the file.</returns>
    public int NextMarker()
    {
        while (Remaining >= 2)
        {
            int found = File[Position..].IndexOf((byte)0xFF);
            if (found < 0)
                break;
            Position += found + 1;
            while (Position < File.Length && File[Position] == 0xFF)
                Position++;
            if (Position < File.Length && File[Position++] is not 0 and byte marker)
                return marker;
        }

        Position = File.Length;
        return -1;
    }

    /// <summary>Takes the segment that follows a marker, without its length.</summary>
    /// <exception cref="PictureFormatException">The file ends inside the segment.</exception>
    public ReadOnlySpan<byte> Segment(string name)
    {
        int length = Remaining < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(File[Position..]);
        if (length < 2 || length > Remaining)
            throw Error(Position, $"the {name} segment says {length} bytes, but the file has {Remaining} left for it (at least 2 are needed). The file is truncated or damaged; copy it again.");
        ReadOnlySpan<byte> data = File.Slice(Position + 2, length - 2);
        Position += length;
        return data;
    }

    /// <summary>An error at an offset of the file.</summary>
    public readonly PictureFormatException Error(int offset, string detail) => new(Source, offset, detail);
}
