using System.Buffers.Binary;

namespace EdgeCnn.Graph.Format;

/// <summary>The fixed first bytes of a model file; FORMAT.md is its contract.</summary>
internal readonly record struct EcnnLayout(uint HeaderLength, uint HeaderCrc, ulong DataLength, uint DataCrc)
{
    public const int PrefixLength = 32;
    public const int Alignment = 64;
    public const uint Version = 1;

    /// <summary>A header beyond this is no header of a network that a board could run.</summary>
    public const uint MaxHeaderLength = 16 << 20;

    private const int CrcAt = 28;

    private static ReadOnlySpan<byte> Magic => "ECNN"u8;

    /// <summary>Where the data section begins.</summary>
    public long DataStart => Align(PrefixLength + (long)HeaderLength);

    public static long Align(long offset) => (offset + Alignment - 1) / Alignment * Alignment;

    public static EcnnLayout Read(ReadOnlySpan<byte> file, string source)
    {
        if (file.Length < PrefixLength)
            throw new ModelFormatException(source, file.Length, $"a model file has at least {PrefixLength} bytes, this one has {file.Length}. Copy or download it again.");
        if (!file[..4].SequenceEqual(Magic))
            throw new ModelFormatException(source, 0, "expected the letters ECNN, found something else: not an EdgeCnn model. An ONNX file must be imported first.");
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        if (version != Version)
            throw new ModelFormatException(source, 4, $"format version {version}, this program reads {Version}. Use the EdgeCnn version that wrote it, or import it again.");
        if (BinaryPrimitives.ReadUInt32LittleEndian(file[CrcAt..]) != Crc32.Compute(file[..CrcAt]))
            throw Damaged(source, CrcAt, "prefix");
        var layout = new EcnnLayout(
            BinaryPrimitives.ReadUInt32LittleEndian(file[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(file[12..]),
            BinaryPrimitives.ReadUInt64LittleEndian(file[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(file[24..]));
        if (layout.HeaderLength > MaxHeaderLength)
            throw new ModelFormatException(source, 8, $"a header of {layout.HeaderLength} bytes, at most {MaxHeaderLength} are allowed. Copy or download it again.");
        if (layout.DataLength > int.MaxValue || layout.DataStart + (long)layout.DataLength != file.Length)
            throw new ModelFormatException(source, file.Length, $"the file should have {layout.DataStart + (decimal)layout.DataLength} bytes, it has {file.Length}: cut off or extended. Copy or download it again.");
        return layout;
    }

    public void Write(Span<byte> prefix)
    {
        Magic.CopyTo(prefix);
        BinaryPrimitives.WriteUInt32LittleEndian(prefix[4..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(prefix[8..], HeaderLength);
        BinaryPrimitives.WriteUInt32LittleEndian(prefix[12..], HeaderCrc);
        BinaryPrimitives.WriteUInt64LittleEndian(prefix[16..], DataLength);
        BinaryPrimitives.WriteUInt32LittleEndian(prefix[24..], DataCrc);
        BinaryPrimitives.WriteUInt32LittleEndian(prefix[CrcAt..], Crc32.Compute(prefix[..CrcAt]));
    }

    public static ModelFormatException Damaged(string source, long offset, string section) =>
        new(source, offset, $"the {section}'s checksum does not fit its bytes: the file is damaged. Copy or download it again.");
}
