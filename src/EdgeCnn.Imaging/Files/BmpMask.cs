using System.Numerics;

namespace EdgeCnn.Imaging.Files;

/// <summary>Cuts a colour out of a pixel and scales it to 0..255.</summary>
/// <param name="mask">Bits that follow each other; 0 for a colour that is always 0.</param>
internal readonly struct BmpMask(uint mask)
{
    private readonly int shift = mask == 0 ? 0 : BitOperations.TrailingZeroCount(mask);
    private readonly ulong most = mask == 0 ? 1 : mask >> BitOperations.TrailingZeroCount(mask);

    /// <summary>Whether all bits of a mask follow each other.</summary>
    public static bool IsContiguous(uint mask)
    {
        ulong bits = mask == 0 ? 0 : (ulong)mask >> BitOperations.TrailingZeroCount(mask);
        return (bits & (bits + 1)) == 0;
    }

    /// <summary>The colour of a pixel.</summary>
    public byte Level(uint stored) => (byte)(((((ulong)(stored & mask) >> shift) * 255) + (most / 2)) / most);
}
