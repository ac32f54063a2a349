using System.Buffers.Binary;

namespace EdgeCnn.Testing.Fuzzing;

/// <summary>Changes that need to know nothing of a format.</summary>
public static class ByteMutator
{
    /// <summary>Numbers at which arithmetic goes wrong.</summary>
    public static readonly long[] Edges =
    [
        0, 1, -1, 2, 7, 63, 64, 127, 128, 255, 256, 32767, 65535, 65536, 16 << 20, 1 << 30, int.MaxValue - 1L, int.MaxValue, int.MinValue, 1L << 31, uint.MaxValue,
        1L << 32, 1L << 40, 1L << 62, long.MaxValue - 63, long.MaxValue, long.MinValue,
    ];

    /// <summary>One to four changes; some take bytes of another file.</summary>
    public static byte[] Mutate(Random random, byte[] file, byte[] other)
    {
        for (int changes = random.Next(1, 5); changes > 0; changes--)
            file = Change(random, file, other);
        return file;
    }

    /// <summary>One of <see cref="Edges"/>, or a small number.</summary>
    public static long Edge(Random random) => random.Next(3) == 0 ? random.Next(-4, 20) : Edges[random.Next(Edges.Length)];

    private static byte[] Change(Random random, byte[] file, byte[] other)
    {
        if (file.Length == 0)
            return [(byte)random.Next(256)];
        int at = random.Next(file.Length), length = Math.Min(random.Next(1, 33), file.Length - at);
        byte[] changed = [.. file];
        switch (random.Next(9))
        {
            case 0:
                changed[at] ^= (byte)(1 << random.Next(8));
                return changed;
            case 1:
                changed[at] = (byte)random.Next(256);
                return changed;
            case 2:
                changed.AsSpan(at, length).Fill((byte)(random.Next(2) * 255));
                return changed;
            case 3:
                return file[..at];
            case 4:
                return [.. file[..at], .. file[(at + length)..]];
            case 5:
                return [.. file[..(at + length)], .. file[at..]];
            case 6:
                // The head of one and the tail of the other.
                return [.. file[..at], .. other[random.Next(other.Length + 1)..]];
            default:
                WriteNumber(random, changed);
                return changed;
        }
    }

    // Where a file keeps a length or a size, it is at a multiple of four, and the most telling ones stand in front.
    private static void WriteNumber(Random random, byte[] file)
    {
        int width = random.Next(2) == 0 ? 4 : 8;
        if (file.Length < width)
            return;
        int places = (file.Length - width) / 4 + 1, at = 4 * random.Next(random.Next(2) == 0 ? Math.Min(places, 8) : places);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, Edge(random));
        number[..width].CopyTo(file.AsSpan(at));
    }
}
