using System.Buffers.Binary;
using System.Text;

namespace EdgeCnn.Testing.Fuzzing;

/// <summary>A model file made by FORMAT.md alone: any header and data, with right lengths and checksums around them.</summary>
public static class RawModelFile
{
    /// <summary>The length of what stands before the header.</summary>
    public const int PrefixLength = 32;

    /// <summary>A file of this header and this data section.</summary>
    public static byte[] Make(ReadOnlySpan<byte> header, ReadOnlySpan<byte> data)
    {
        int start = DataStart(header.Length);
        byte[] file = new byte[start + data.Length];
        "ECNN"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(8), header.Length);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(16), data.Length);
        header.CopyTo(file.AsSpan(PrefixLength));
        data.CopyTo(file.AsSpan(start));
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(12), Crc(file.AsSpan(PrefixLength, start - PrefixLength)));
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(24), Crc(data));
        SealPrefix(file);
        return file;
    }

    /// <summary>A file of this header and zeros.</summary>
    public static byte[] Make(string header, int dataLength = 64) => Make(Encoding.UTF8.GetBytes(header), new byte[dataLength]);

    /// <summary>Makes the first checksum right again after a change to the first 28 bytes.</summary>
    public static void SealPrefix(Span<byte> file) => BinaryPrimitives.WriteUInt32LittleEndian(file[28..], Crc(file[..28]));

    /// <summary>The JSON of a file that is right.</summary>
    public static byte[] Header(byte[] file) => file[PrefixLength..(PrefixLength + BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(8)))];

    /// <summary>The constants of a file that is right.</summary>
    public static byte[] Data(byte[] file) => file[DataStart(Header(file).Length)..];

    /// <summary>Where the data section begins.</summary>
    public static int DataStart(int headerLength) => (PrefixLength + headerLength + 63) / 64 * 64;

    /// <summary>CRC-32, bit by bit from its definition.</summary>
    public static uint Crc(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }

        return ~crc;
    }
}
