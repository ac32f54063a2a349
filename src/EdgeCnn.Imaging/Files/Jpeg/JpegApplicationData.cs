using System.Buffers.Binary;

namespace EdgeCnn.Imaging.Files.Jpeg;

/// <summary>Reads the application segments that change how a picture looks; one that is damaged says nothing.</summary>
internal static class JpegApplicationData
{
    private const ushort OrientationTag = 0x0112;
    private const ushort ShortType = 3;

    /// <summary>Takes JFIF's, Adobe's and Exif's segment; skips others.</summary>
    public static void Read(ReadOnlySpan<byte> data, int marker, JpegPicture picture)
    {
        if (marker == JpegMarker.App0 && data.StartsWith("JFIF\0"u8))
            picture.HasJfif = true;
        else if (marker == JpegMarker.App14 && data.Length >= 12 && data.StartsWith("Adobe"u8))
            picture.AdobeTransform = data[11];
        else if (marker == JpegMarker.App1 && data.StartsWith("Exif\0\0"u8))
            picture.Orientation ??= Orientation(data[6..]);
    }

    /// <summary>Finds the orientation in Exif's TIFF structure; null where there is none.</summary>
    /// <remarks>Source: TIFF 6.0 §2, tag 274; CIPA DC-008 (Exif) §4.5.4, §4.6.4.</remarks>
    internal static PictureOrientation? Orientation(ReadOnlySpan<byte> tiff)
    {
        bool big = tiff.StartsWith("MM"u8);
        if (tiff.Length < 8 || (!big && !tiff.StartsWith("II"u8)) || Word(tiff[2..], big) != 42)
            return null;
        uint directory = big ? BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]);
        if (directory > (uint)tiff.Length - 2)
            return null;
        ReadOnlySpan<byte> entries = tiff[(int)directory..];
        int count = Word(entries, big);
        entries = entries[2..];
        for (; count > 0 && entries.Length >= 12; count--, entries = entries[12..])
        {
            if (Word(entries, big) != OrientationTag || Word(entries[2..], big) != ShortType)
                continue;
            int value = Word(entries[8..], big);
            return value is >= 1 and <= 8 ? (PictureOrientation)value : null;
        }

        return null;
    }

    private static int Word(ReadOnlySpan<byte> data, bool big) => big ? BinaryPrimitives.ReadUInt16BigEndian(data) : BinaryPrimitives.ReadUInt16LittleEndian(data);
}
