using System.Buffers.Binary;

namespace EdgeCnn.Imaging.Files;

/// <summary>What the IHDR chunk says. Source: W3C PNG (Third Edition) §11.2.1.</summary>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, PngColourType ColourType, bool Interlaced)
{
    private const int SizeBytes = 13;

    /// <summary>Samples in a pixel.</summary>
    public int Channels => ColourType switch
    {
        PngColourType.Truecolour => 3,
        PngColourType.GreyscaleWithAlpha => 2,
        PngColourType.TruecolourWithAlpha => 4,
        _ => 1,
    };

    /// <summary>The distance to the byte that filters take as the one to the left; 1 for samples smaller than a byte.</summary>
    public int FilterDistance => Math.Max(1, Channels * BitDepth / 8);

    /// <summary>The bytes of a filtered row of <paramref name="width"/> pixels, without the filter type byte.</summary>
    public long RowBytes(int width) => ((long)width * Channels * BitDepth + 7) / 8;

    /// <summary>The bytes of all filtered rows, with their filter type bytes.</summary>
    public long FilteredBytes
    {
        get
        {
            if (!Interlaced)
                return Height * (1 + RowBytes(Width));
            long bytes = 0;
            foreach (PngPass pass in PngPass.Adam7)
            {
                int width = pass.Columns(Width);
                bytes += width == 0 ? 0 : pass.Rows(Height) * (1 + RowBytes(width));
            }

            return bytes;
        }
    }

    /// <summary>Reads and checks the chunk.</summary>
    /// <exception cref="PictureFormatException">A field holds a value that PNG does not define, or the picture is too large.</exception>
    public static PngHeader Parse(PngChunk chunk, string source)
    {
        ReadOnlySpan<byte> data = chunk.Data.Span;
        if (data.Length != SizeBytes)
            throw new PictureFormatException(source, chunk.Offset, $"the IHDR chunk has {data.Length} bytes, expected {SizeBytes}.");
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        PictureLimits.Require(source, chunk.DataOffset, width, height, 0, fileBytes: 0);
        int depth = data[8];
        bool depthFits = (PngColourType)data[9] switch
        {
            PngColourType.Greyscale => depth is 1 or 2 or 4 or 8 or 16,
            PngColourType.IndexedColour => depth is 1 or 2 or 4 or 8,
            PngColourType.Truecolour or PngColourType.GreyscaleWithAlpha or PngColourType.TruecolourWithAlpha => depth is 8 or 16,
            _ => throw new PictureFormatException(source, chunk.DataOffset + 9, $"colour type {data[9]}; PNG defines 0, 2, 3, 4 and 6."),
        };
        if (!depthFits)
            throw new PictureFormatException(source, chunk.DataOffset + 8, $"bit depth {depth}, which PNG does not allow with colour type {data[9]}.");
        if (data[10] != 0 || data[11] != 0)
            throw new PictureFormatException(source, chunk.DataOffset + 10, $"compression method {data[10]} and filter method {data[11]}; PNG defines 0 and 0.");
        if (data[12] > 1)
            throw new PictureFormatException(source, chunk.DataOffset + 12, $"interlace method {data[12]}; PNG defines 0 and 1.");
        return new PngHeader((int)width, (int)height, depth, (PngColourType)data[9], data[12] == 1);
    }
}
