namespace EdgeCnn.Imaging.Files;

/// <summary>One chunk of a PNG file. Source: W3C PNG (Third Edition) §5.3.</summary>
/// <param name="Type">The four letters, first one in the highest byte.</param>
/// <param name="Offset">Where the chunk's length field lies in the file.</param>
/// <param name="Data">The chunk's data, a part of the file's memory.</param>
internal readonly record struct PngChunk(uint Type, int Offset, ReadOnlyMemory<byte> Data)
{
    public const uint Ihdr = 0x49484452;
    public const uint Plte = 0x504C5445;
    public const uint Idat = 0x49444154;
    public const uint Iend = 0x49454E44;
    public const uint Trns = 0x74524E53;

    /// <summary>Where the chunk's data lies in the file.</summary>
    public int DataOffset => Offset + 8;

    /// <summary>Whether a decoder that does not know the chunk must give up: bit 5 of the first letter is 0 (§5.4).</summary>
    public bool IsCritical => (Type & 0x2000_0000) == 0;

    /// <summary>The four letters as text.</summary>
    public string Name => string.Create(4, Type, static (text, type) =>
    {
        for (int i = 0; i < 4; i++)
            text[i] = (char)(byte)(type >> (24 - 8 * i));
    });
}
