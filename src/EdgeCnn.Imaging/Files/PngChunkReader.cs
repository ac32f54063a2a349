using System.Buffers.Binary;
using EdgeCnn.Graph.Format;

namespace EdgeCnn.Imaging.Files;

/// <summary>Walks the chunks of a PNG file in memory and checks their lengths, and the CRCs of those that matter to the pixels. Source: W3C PNG (Third Edition) §5.2, §5.3.</summary>
internal sealed class PngChunkReader(ReadOnlyMemory<byte> file, string source)
{
    private const int FrameBytes = 12;
    private int position = Signature.Length;

    /// <summary>The eight bytes with which every PNG file starts.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The offset of the next chunk.</summary>
    public int Position => position;

    /// <summary>The bytes that no chunk has taken yet.</summary>
    public int Remaining => file.Length - position;

    /// <summary>Whether image data comes next; its chunk need not be there in full.</summary>
    public bool IsAtImageData => Remaining >= 8 && BinaryPrimitives.ReadUInt32BigEndian(file.Span[(position + 4)..]) == PngChunk.Idat;

    /// <summary>Reads the next chunk.</summary>
    /// <exception cref="PictureFormatException">The file ends inside the chunk, its type is not four letters, or its CRC is wrong.</exception>
    public PngChunk Next()
    {
        if (Remaining < FrameBytes)
            throw new PictureFormatException(source, position, $"the file ends after {file.Length} bytes, before the IEND chunk: it is truncated. Copy it again.");
        ReadOnlySpan<byte> bytes = file.Span[position..];
        uint length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        uint type = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        foreach (byte letter in bytes.Slice(4, 4))
        {
            if (!char.IsAsciiLetter((char)letter))
                throw new PictureFormatException(source, position + 4, $"a chunk type of bytes {type:X8}; expected four letters. The file is damaged.");
        }
        if (length > (uint)(bytes.Length - FrameBytes))
        {
            string name = new PngChunk(type, 0, default).Name;
            throw new PictureFormatException(source, position, $"the {name} chunk says {length} bytes of data, but the file has {bytes.Length - FrameBytes} left for them. The file is truncated or damaged.");
        }
        PngChunk chunk = new(type, position, file.Slice(position + 8, (int)length));
        uint stored = BinaryPrimitives.ReadUInt32BigEndian(bytes[(8 + (int)length)..]);
        uint actual = Crc32.Compute(bytes.Slice(4, 4 + (int)length));
        // What is skipped anyway, a text or a date, costs no picture.
        if (stored != actual && (chunk.IsCritical || type == PngChunk.Trns))
            throw new PictureFormatException(source, position + 8 + length, $"the {chunk.Name} chunk has CRC {stored:X8}, computed {actual:X8}. The file is damaged; copy it again.");
        position += FrameBytes + (int)length;
        return chunk;
    }
}
