using System.Buffers.Binary;
using System.IO.Compression;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;

namespace EdgeCnn.Imaging.Files;

/// <summary>Writes 8-bit greyscale, RGB and RGBA pictures as PNG.</summary>
/// <remarks>
/// Exactness: lossless; the same picture gives the same bytes on the same runtime, but the compressed form depends on the zlib in it.
/// Source: W3C Portable Network Graphics (PNG) Specification, Third Edition; §12.7 for the choice of filters.
/// </remarks>
public static class PngWriter
{
    /// <summary>Writes a picture file in full or not at all.</summary>
    /// <exception cref="EdgeCnnException">The file cannot be written (<see cref="ExitCode.Device"/>).</exception>
    public static void Write(string path, ImageView picture)
    {
        MemoryStream file = new();
        Write(file, picture);
        AtomicFile.Write(path, stream => file.WriteTo(stream));
    }

    /// <summary>Writes a picture to a stream, which stays open.</summary>
    public static void Write(Stream stream, ImageView picture)
    {
        stream.Write(PngChunkReader.Signature);
        Span<byte> header = stackalloc byte[13];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], picture.Height);
        header[8] = 8;
        header[9] = (byte)(picture.Format switch
        {
            PixelFormat.Gray8 => PngColourType.Greyscale,
            PixelFormat.Rgb24 => PngColourType.Truecolour,
            _ => PngColourType.TruecolourWithAlpha,
        });
        WriteChunk(stream, PngChunk.Ihdr, header);
        MemoryStream data = Compress(picture);
        WriteChunk(stream, PngChunk.Idat, data.GetBuffer().AsSpan(0, (int)data.Length));
        WriteChunk(stream, PngChunk.Iend, []);
    }

    private static MemoryStream Compress(ImageView picture)
    {
        MemoryStream data = new();
        int distance = picture.Format.BytesPerPixel();
        int rowBytes = picture.Width * distance;
        byte[] best = new byte[rowBytes];
        byte[] candidate = new byte[rowBytes];
        ReadOnlySpan<byte> above = new byte[rowBytes];
        using ZLibStream deflate = new(data, CompressionLevel.Optimal, leaveOpen: true);
        for (int y = 0; y < picture.Height; y++)
        {
            ReadOnlySpan<byte> row = picture.Row(y);
            byte bestFilter = PngFilter.None;
            long bestSum = PngFilter.Apply(PngFilter.None, row, above, distance, best);
            for (byte filter = PngFilter.Sub; filter <= PngFilter.Paeth; filter++)
            {
                long sum = PngFilter.Apply(filter, row, above, distance, candidate);
                if (sum >= bestSum)
                    continue;
                bestFilter = filter;
                bestSum = sum;
                (best, candidate) = (candidate, best);
            }
            deflate.WriteByte(bestFilter);
            deflate.Write(best);
            above = row;
        }
        return data;
    }

    private static void WriteChunk(Stream stream, uint type, ReadOnlySpan<byte> data)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        stream.Write(word);
        BinaryPrimitives.WriteUInt32BigEndian(word, type);
        stream.Write(word);
        stream.Write(data);
        uint crc = Crc32.Compute(data, Crc32.Compute(word));
        BinaryPrimitives.WriteUInt32BigEndian(word, crc);
        stream.Write(word);
    }
}
