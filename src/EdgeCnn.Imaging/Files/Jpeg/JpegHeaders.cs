using System.Buffers.Binary;

namespace EdgeCnn.Imaging.Files.Jpeg;

/// <summary>Reads the segments in front of and between scans into a picture. Source: ITU T.81 B.2.2 to B.2.4.</summary>
internal static class JpegHeaders
{
    /// <summary>The most pixels that a picture may have.</summary>
    public const long MaxPixels = PictureLimits.MaxPixels;

    private const string Supported = "baseline and progressive pictures of 8 bits with 1, 3 or 4 components are. Save it as one of these first.";

    /// <summary>Reads the segment of a marker that is neither a scan nor the end.</summary>
    /// <exception cref="PictureFormatException">The segment is damaged, or of a kind that is not read.</exception>
    public static void Read(ref JpegSegmentReader file, int marker, JpegPicture picture)
    {
        int at = file.Position - 2;
        switch (marker)
        {
            case JpegMarker.QuantizationTables:
                Quantization(ref file, picture);
                break;
            case JpegMarker.HuffmanTables:
                Huffman(ref file, picture);
                break;
            case JpegMarker.StartOfFrame0 or JpegMarker.StartOfFrame1 or JpegMarker.StartOfFrame2:
                FrameHeader(ref file, marker == JpegMarker.StartOfFrame2, picture);
                break;
            case JpegMarker.RestartInterval:
                ReadOnlySpan<byte> interval = file.Segment("DRI");
                if (interval.Length != 2)
                    throw file.Error(at, $"the DRI segment has {interval.Length} bytes, expected 2. The file is damaged.");
                picture.RestartInterval = BinaryPrimitives.ReadUInt16BigEndian(interval);
                break;
            case >= JpegMarker.App0 and <= JpegMarker.App15 or JpegMarker.Comment:
                JpegApplicationData.Read(file.Segment(marker == JpegMarker.Comment ? "COM" : "APP"), marker, picture);
                break;
            case JpegMarker.NumberOfLines or JpegMarker.ArithmeticConditioning:
                // A height that stands in the frame header already, and tables for a coding that is refused there.
                file.Segment("DNL or DAC");
                break;
            case JpegMarker.Temporary:
            case >= JpegMarker.Restart0 and <= JpegMarker.Restart7:
                break;
            case > JpegMarker.StartOfFrame2 and <= JpegMarker.StartOfFrame15 and not JpegMarker.Reserved:
                throw file.Error(at, $"a {Process(marker)} JPEG picture (SOF{marker - JpegMarker.StartOfFrame0}), which is not supported; {Supported}");
            case JpegMarker.StartOfImage:
                throw file.Error(at, "a second start of a picture (SOI) before the end of the first one. The file is damaged.");
            default:
                throw file.Error(at, $"marker FF{marker:X2}, which this kind of JPEG picture does not have. The file is damaged.");
        }
    }

    private static string Process(int marker) => (marker & 0xF) switch
    {
        3 => "lossless",
        5 or 6 or 7 or 13 or 14 or 15 => "hierarchical",
        _ => "arithmetic-coded",
    };

    private static void Quantization(ref JpegSegmentReader file, JpegPicture picture)
    {
        int at = file.Position + 2;
        for (ReadOnlySpan<byte> data = file.Segment("DQT"); data.Length > 0;)
        {
            int slot = data[0] & 0xF, bytes = (data[0] >> 4) + 1, length = 1 + (64 * bytes);
            if (slot > 3 || bytes > 2)
                throw file.Error(at, $"quantization table {slot} of {8 * bytes} bits; JPEG has 0..3 of 8 or 16 bits. The file is damaged.");
            if (data.Length < length)
                throw file.Error(at, $"quantization table {slot} has {data.Length - 1} bytes, expected {length - 1}. The file is damaged.");
            ushort[] steps = picture.Quantization[slot];
            for (int k = 0; k < 64; k++)
                steps[k] = bytes == 1 ? data[1 + k] : BinaryPrimitives.ReadUInt16BigEndian(data[(1 + (2 * k))..]);
            picture.HasQuantization[slot] = true;
            data = data[length..];
            at += length;
        }
    }

    private static void Huffman(ref JpegSegmentReader file, JpegPicture picture)
    {
        int at = file.Position + 2;
        for (ReadOnlySpan<byte> data = file.Segment("DHT"); data.Length > 0;)
        {
            int tableClass = data[0] >> 4, slot = data[0] & 0xF;
            if (tableClass > 1 || slot > 3)
                throw file.Error(at, $"Huffman table {slot} of class {tableClass}; JPEG has 0..3 of class 0 and 1. The file is damaged.");
            if (data.Length < 17)
                throw file.Error(at, $"Huffman table {slot} has {data.Length} bytes, expected at least 17. The file is damaged.");
            ReadOnlySpan<byte> counts = data.Slice(1, 16);
            int codes = 0;
            foreach (byte count in counts)
                codes += count;
            if (codes > 256 || codes > data.Length - 17)
                throw file.Error(at, $"Huffman table {slot} says {codes} codes; at most 256 are allowed, and {data.Length - 17} bytes follow. The file is damaged.");
            ReadOnlySpan<byte> symbols = data.Slice(17, codes);
            if (tableClass == 0 && symbols.ContainsAnyExceptInRange((byte)0, (byte)15))
                throw file.Error(at, $"Huffman table {slot} for DC holds a category above 15. The file is damaged.");
            if (!picture.DefineHuffman(tableClass, slot, counts, symbols))
                throw file.Error(at, $"Huffman table {slot} has more codes of one length than fit. The file is damaged.");
            data = data[(17 + codes)..];
            at += 17 + codes;
        }
    }

    private static void FrameHeader(ref JpegSegmentReader file, bool progressive, JpegPicture picture)
    {
        int at = file.Position + 2;
        if (picture.ComponentCount > 0)
            throw file.Error(file.Position - 2, "a second frame header (SOF) in one picture. The file is damaged.");
        ReadOnlySpan<byte> data = file.Segment("SOF");
        if (data.Length < 6 || data.Length != 6 + (3 * data[5]))
            throw file.Error(at, $"the SOF segment has {data.Length} bytes, expected 6 and 3 for each component. The file is damaged.");
        int height = BinaryPrimitives.ReadUInt16BigEndian(data[1..]), width = BinaryPrimitives.ReadUInt16BigEndian(data[3..]), components = data[5];
        if (data[0] != 8 || components is not (1 or 3 or 4))
            throw file.Error(at, $"a {data[0]}-bit JPEG picture with {components} components, which is not supported; {Supported}");
        if (height == 0 || width == 0)
            throw file.Error(at + 1, $"the picture is {width}x{height}; both must be 1..65535 (a height that a DNL segment gives later is not supported).");
        if ((long)width * height > MaxPixels)
            throw file.Error(at + 1, $"the picture is {width}x{height}, more than the {MaxPixels} pixels that are read. Scale it down first.");
        picture.DefineFrame(width, height, progressive, components);
        for (int i = 0; i < components; i++)
        {
            ReadOnlySpan<byte> field = data.Slice(6 + (3 * i), 3);
            int horizontal = field[1] >> 4, vertical = field[1] & 0xF;
            if (horizontal is < 1 or > 4 || vertical is < 1 or > 4 || field[2] > 3)
                throw file.Error(at + 6 + (3 * i), $"component {field[0]} has sampling {horizontal}x{vertical} and quantization table {field[2]}; expected 1..4, 1..4 and 0..3. The file is damaged.");
            picture.Components[i].Define(field[0], horizontal, vertical, field[2]);
        }

        picture.Measure();
    }
}
