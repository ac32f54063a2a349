using System.Buffers.Binary;
using System.IO.Compression;

namespace EdgeCnn.Imaging.Tests.Files;

/// <summary>Puts PNG files together chunk by chunk, so that tests can make each kind of wrong one.</summary>
internal sealed class PngBuilder
{
    private readonly MemoryStream _file = new();

    public PngBuilder() => _file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);

    public byte[] Bytes => _file.ToArray();

    public PngBuilder Header(int width, int height, int depth = 8, int colourType = 0, int compression = 0, int filter = 0, int interlace = 0)
    {
        byte[] data = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(data, width);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(4), height);
        (data[8], data[9], data[10], data[11], data[12]) = ((byte)depth, (byte)colourType, (byte)compression, (byte)filter, (byte)interlace);
        return Chunk("IHDR", data);
    }

    /// <summary>Compresses filtered rows into one IDAT chunk.</summary>
    public PngBuilder Rows(params byte[] filtered) => Chunk("IDAT", Compress(filtered));

    public PngBuilder End() => Chunk("IEND", []);

    public PngBuilder Raw(params byte[] bytes)
    {
        _file.Write(bytes);
        return this;
    }

    public PngBuilder Chunk(string type, byte[] data)
    {
        byte[] word = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        _file.Write(word);
        byte[] body = [.. type.Select(letter => (byte)letter), .. data];
        _file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(word, Crc(body));
        _file.Write(word);
        return this;
    }

    public static byte[] Compress(byte[] bytes)
    {
        using MemoryStream data = new();
        using (ZLibStream deflate = new(data, CompressionLevel.Fastest))
            deflate.Write(bytes);
        return data.ToArray();
    }

    /// <summary>The remainder bit by bit, by the definition of W3C PNG §5.5.</summary>
    private static uint Crc(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            for (int bit = 0; bit < 8; bit++)
                crc = ((crc ^ (uint)(value >> bit)) & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
