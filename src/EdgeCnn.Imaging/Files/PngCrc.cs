namespace EdgeCnn.Imaging.Files;

/// <summary>The 32-bit cyclic redundancy code of PNG chunks. Source: W3C PNG (Third Edition) §5.5 and Annex D.</summary>
internal static class PngCrc
{
    private const uint Polynomial = 0xEDB8_8320;
    private static readonly uint[] Table = BuildTable(); // [4, 256]: one byte, followed by 0..3 zero bytes

    /// <summary>The code of all bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes) => ~Update(uint.MaxValue, bytes);

    /// <summary>Carries the running, not yet complemented, code over more bytes; it starts at all ones.</summary>
    public static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        uint[] table = Table;
        int i = 0;
        for (; i + 4 <= bytes.Length; i += 4)
        {
            crc ^= (uint)(bytes[i] | bytes[i + 1] << 8 | bytes[i + 2] << 16 | bytes[i + 3] << 24);
            crc = table[768 + (crc & 0xFF)] ^ table[512 + (crc >> 8 & 0xFF)] ^ table[256 + (crc >> 16 & 0xFF)] ^ table[crc >> 24];
        }
        for (; i < bytes.Length; i++)
            crc = table[(byte)(crc ^ bytes[i])] ^ crc >> 8;
        return crc;
    }

    private static uint[] BuildTable()
    {
        uint[] table = new uint[4 * 256];
        for (uint n = 0; n < 256; n++)
        {
            uint c = n;
            for (int bit = 0; bit < 8; bit++)
                c = (c & 1) != 0 ? Polynomial ^ c >> 1 : c >> 1;
            table[n] = c;
        }
        for (int i = 256; i < table.Length; i++)
            table[i] = table[(byte)table[i - 256]] ^ table[i - 256] >> 8;
        return table;
    }
}
