using System.Buffers.Binary;
using System.Text;

namespace EdgeCnn.Graph.Tests.Format;

/// <summary>A model file made by FORMAT.md alone: any header and data, with right lengths and checksums around them.</summary>
internal static class RawModelFile
{
    public static byte[] Make(ReadOnlySpan<byte> header, ReadOnlySpan<byte> data)
    {
        int start = DataStart(header.Length);
        byte[] file = new byte[start + data.Length];
        "ECNN"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(8), header.Length);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(16), data.Length);
        header.CopyTo(file.AsSpan(32));
        data.CopyTo(file.AsSpan(start));
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(12), Crc32Tests.Bitwise(file.AsSpan(32, start - 32)));
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(24), Crc32Tests.Bitwise(data));
        SealPrefix(file);
        return file;
    }

    public static byte[] Make(string header, int dataLength = 64) => Make(Encoding.UTF8.GetBytes(header), new byte[dataLength]);

    /// <summary>Makes the first checksum right again after a change to the first 28 bytes.</summary>
    public static void SealPrefix(byte[] file) => BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(28), Crc32Tests.Bitwise(file.AsSpan(0, 28)));

    public static byte[] Header(byte[] file) => file[32..(32 + BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(8)))];

    public static byte[] Data(byte[] file) => file[DataStart(Header(file).Length)..];

    public static int DataStart(int headerLength) => (32 + headerLength + 63) / 64 * 64;
}
