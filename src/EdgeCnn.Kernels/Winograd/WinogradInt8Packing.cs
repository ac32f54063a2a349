using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Winograd;

/// <summary>Brings weights to the points of a Winograd convolution on codes; done once, when a plan is made.</summary>
/// <remarks>Not optimized aggressively: that would have it compiled at every start, where it runs once, instead of beforehand.</remarks>
internal static unsafe class WinogradInt8Packing
{
    // Channels of a step; C is a multiple of it.
    private const int Step = 8;

    /// <summary>Packs [n, 3, 3, C] weights.</summary>
    /// <param name="weights">[n, 3, 3, C]</param>
    /// <param name="n">Output channels.</param>
    /// <param name="c">Input channels.</param>
    /// <param name="rows">The transform. // [size, 3]</param>
    /// <param name="nr">Columns of a panel.</param>
    /// <param name="packed">Receives the points; zeros where columns are missing. // [panels, size·size, C / 2, nr, 2] int16</param>
    public static void Pack(ReadOnlySpan<sbyte> weights, int n, int c, ReadOnlySpan<sbyte> rows, int nr, Span<short> packed)
    {
        int size = rows.Length / 3, points = size * size;
        if (n % nr != 0)
            packed.Clear();
        short[] part = new short[size * 3 * c]; // transformed along columns
        fixed (sbyte* from = weights)
        fixed (short* half = part, to = packed)
        {
            for (int j = 0; j < n; j++)
            {
                sbyte* w = from + ((nint)j * 9 * c);
                for (int i = 0; i < size; i++)
                    Rows(w, 3 * c, rows.Slice(3 * i, 3), half + (i * 3 * c));
                for (int point = 0; point < points; point++)
                    Point(half + (point / size * 3 * c), c, rows.Slice(point % size * 3, 3), (uint*)to + ((((nint)(j / nr) * points) + point) * (c / 2) * nr) + (j % nr), nr);
            }
        }
    }

    private static void Rows(sbyte* w, int length, ReadOnlySpan<sbyte> row, short* to)
    {
        Vector128<short> r0 = Vector128.Create((short)row[0]), r1 = Vector128.Create((short)row[1]), r2 = Vector128.Create((short)row[2]);
        for (int i = 0; i < length; i += Step, w += Step)
            ((r0 * Eight(w)) + (r1 * Eight(w + length)) + (r2 * Eight(w + (2 * length)))).Store(to + i);
    }

    // Two channels side by side, those of the next columns behind them.
    private static void Point(short* half, int c, ReadOnlySpan<sbyte> row, uint* to, int nr)
    {
        Vector128<short> r0 = Vector128.Create((short)row[0]), r1 = Vector128.Create((short)row[1]), r2 = Vector128.Create((short)row[2]);
        for (int i = 0; i < c; i += Step, half += Step, to += Step / 2 * nr)
        {
            var pairs = ((r0 * Vector128.Load(half)) + (r1 * Vector128.Load(half + c)) + (r2 * Vector128.Load(half + (2 * c)))).AsUInt32();
            to[0] = pairs.GetElement(0);
            to[nr] = pairs.GetElement(1);
            to[2 * nr] = pairs.GetElement(2);
            to[3 * nr] = pairs.GetElement(3);
        }
    }

    private static Vector128<short> Eight(sbyte* from) => Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)from).AsSByte());
}
