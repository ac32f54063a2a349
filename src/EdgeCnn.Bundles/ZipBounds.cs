using System.Buffers.Binary;

namespace EdgeCnn.Bundles;

/// <summary>Bounds what reading a zip's directory can cost, before anything reads it: millions of entries fit into a file that an upload can hold.</summary>
internal static class ZipBounds
{
    private const int EndBytes = 22;
    private const uint EndMark = 0x06054B50;
    private const int MaxDirectoryBytes = 1 << 20;

    /// <summary>Refuses a zip that does not end in an end record without comment whose directory lies directly before it and is small.</summary>
    /// <exception cref="InvalidDataException">It does not.</exception>
    public static void Check(Stream zip)
    {
        Span<byte> end = stackalloc byte[EndBytes];
        if (zip.Length < EndBytes)
            throw new InvalidDataException($"{zip.Length} bytes are too few for a zip.");
        zip.Position = zip.Length - EndBytes;
        zip.ReadExactly(end);
        zip.Position = 0;
        if (BinaryPrimitives.ReadUInt32LittleEndian(end) != EndMark)
            throw new InvalidDataException("it does not end as a zip without comment does.");
        int entries = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        long bytes = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]), start = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        // The directory could otherwise go on behind what it says of itself.
        if (entries > BundleFormat.MaxEntries + 2 || bytes > MaxDirectoryBytes || start + bytes + EndBytes != zip.Length)
            throw new InvalidDataException($"its directory of {entries} entries in {bytes} bytes at offset {start} is not that of a bundle, which has at most {BundleFormat.MaxEntries + 2} entries.");
    }
}
