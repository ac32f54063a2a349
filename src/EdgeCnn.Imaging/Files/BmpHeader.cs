using System.Buffers.Binary;

namespace EdgeCnn.Imaging.Files;

/// <summary>
/// What the two heads of a BMP file say. Source: Microsoft, "Bitmap Storage" (BITMAPFILEHEADER, BITMAPCOREHEADER, BITMAPINFOHEADER,
/// BITMAPV4HEADER, BITMAPV5HEADER); IBM OS/2 2.0 for the 16- and 64-byte forms.
/// </summary>
/// <param name="HeaderBytes">The length of the second head, by which its version is known.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="TopDown">Whether the first row of the file is the top one.</param>
/// <param name="BitsPerPixel">1, 2, 4, 8, 16, 24 or 32.</param>
/// <param name="Compression">How pixels are stored.</param>
/// <param name="Colours">Entries of the palette that the file says; 0 for as many as the bits allow.</param>
/// <param name="DataOffset">Where the pixels begin.</param>
internal readonly record struct BmpHeader(int HeaderBytes, int Width, int Height, bool TopDown, int BitsPerPixel, BmpCompression Compression, uint Colours, uint DataOffset)
{
    /// <summary>The bytes of the first head.</summary>
    public const int FileHeaderBytes = 14;

    private const int CoreHeaderBytes = 12;
    private const int InfoHeaderBytes = 40;

    /// <summary>Whether pixels are indices into a palette.</summary>
    public bool IsIndexed => BitsPerPixel <= 8;

    /// <summary>Bytes of a palette's entry: blue, green, red and, except in the oldest files, one without meaning.</summary>
    public int EntryBytes => HeaderBytes == CoreHeaderBytes ? 3 : 4;

    /// <summary>Whether colours are cut out of a pixel by masks that the file gives.</summary>
    public bool HasMasks => Compression is BmpCompression.BitFields or BmpCompression.AlphaBitFields;

    /// <summary>The masks that follow the head; later heads contain them.</summary>
    public int MasksBehindHeader => !HasMasks || HeaderBytes != InfoHeaderBytes ? 0 : Compression == BmpCompression.AlphaBitFields ? 4 : 3;

    /// <summary>Where the palette begins.</summary>
    public int PaletteOffset => FileHeaderBytes + HeaderBytes + (4 * MasksBehindHeader);

    /// <summary>The bytes of a row of pixels without its padding to four bytes.</summary>
    public long RowBytes => (((long)Width * BitsPerPixel) + 7) / 8;

    /// <summary>Whether bytes start as a BMP file does.</summary>
    public static bool HasSignature(ReadOnlySpan<byte> file) => file is [(byte)'B', (byte)'M', ..];

    /// <summary>Reads and checks both heads.</summary>
    /// <exception cref="PictureFormatException">A field holds what is not defined or not read.</exception>
    public static BmpHeader Parse(ReadOnlySpan<byte> file, string source)
    {
        if (!HasSignature(file))
            throw new PictureFormatException(source, 0, "the signature BM is missing; this is no BMP file.");
        uint length = file.Length < FileHeaderBytes + 4 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(file[FileHeaderBytes..]);
        if (file.Length >= FileHeaderBytes + 4 && length is not (CoreHeaderBytes or 16 or InfoHeaderBytes or 52 or 56 or 64 or 108 or 124))
            throw new PictureFormatException(source, FileHeaderBytes, $"a head of {length} bytes; BMP has heads of 12, 16, 40, 52, 56, 64, 108 and 124. The file is damaged.");
        if (length == 0 || file.Length < FileHeaderBytes + length)
            throw new PictureFormatException(source, file.Length, $"the file ends after {file.Length} bytes, inside its head. It is truncated; copy it again.");
        ReadOnlySpan<byte> head = file.Slice(FileHeaderBytes, (int)length);
        bool core = length == CoreHeaderBytes;
        long width = core ? BinaryPrimitives.ReadUInt16LittleEndian(head[4..]) : BinaryPrimitives.ReadInt32LittleEndian(head[4..]);
        long height = core ? BinaryPrimitives.ReadUInt16LittleEndian(head[6..]) : BinaryPrimitives.ReadInt32LittleEndian(head[8..]);
        PictureLimits.Require(source, FileHeaderBytes + 4, width, Math.Abs(height), 0, file.Length);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(head[(core ? 10 : 14)..]);
        BmpHeader header = new(
            (int)length,
            (int)width,
            (int)Math.Abs(height),
            height < 0,
            bits,
            head.Length < InfoHeaderBytes ? BmpCompression.None : (BmpCompression)BinaryPrimitives.ReadUInt32LittleEndian(head[16..]),
            head.Length < InfoHeaderBytes ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(head[32..]),
            BinaryPrimitives.ReadUInt32LittleEndian(file[10..]));
        header.RequireKnown(source);
        return header;
    }

    private void RequireKnown(string source)
    {
        if (BitsPerPixel is not (1 or 2 or 4 or 8 or 16 or 24 or 32))
            throw new PictureFormatException(source, FileHeaderBytes, $"{BitsPerPixel} bits a pixel; expected 1, 2, 4, 8, 16, 24 or 32. Save it as one of these first.");
        bool fits = Compression switch
        {
            BmpCompression.None => true,
            BmpCompression.Rle8 => BitsPerPixel == 8 && !TopDown,
            BmpCompression.Rle4 => BitsPerPixel == 4 && !TopDown,
            BmpCompression.BitFields or BmpCompression.AlphaBitFields => BitsPerPixel is 16 or 32 && HeaderBytes != 64,
            _ => false,
        };
        if (!fits)
            throw new PictureFormatException(source, FileHeaderBytes + 16, $"compression {(uint)Compression} with {BitsPerPixel} bits a pixel{(TopDown ? ", first row on top," : "")} is not read; none, RLE8, RLE4 and bit fields are. Save it without compression first.");
    }
}
