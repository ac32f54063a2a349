namespace EdgeCnn.Imaging.Files.Jpeg;

/// <summary>The inverse 8x8 discrete cosine transform in integers. Source: ITU T.81 A.3.3; Loeffler, Ligtenberg, Moschytz 1989, Figure 1.</summary>
/// <remarks>
/// The transform is separable: one pass transforms columns into rows, so two passes do both directions. The flow graph of the paper is
/// followed from its outputs to its inputs, with the factor √8 in each direction left to the last shift.
/// Exactness: equal on every machine; constants in 1/8192, two more bits between the passes; blocks of zeros only are skipped, which does
/// not change the result. Coefficients that no encoder makes may wrap around.
/// </remarks>
internal static class JpegInverseDct
{
    // √2·cos(n·π/16) and √2·sin(n·π/16) and their sums and differences, in 1/8192; the paper's rotations take three products each.
    private const int ConstantBits = 13;
    private const int ExtraBits = 2;
    private const int Cos6 = 4433; // √2·cos(6π/16)
    private const int Sin6MinusCos6 = 6270; // √2·(sin(6π/16) − cos(6π/16))
    private const int Sin6PlusCos6 = 15137; // √2·(sin(6π/16) + cos(6π/16))
    private const int Cos3 = 9633; // √2·cos(3π/16)
    private const int Cos3MinusCos5 = 3196; // √2·(cos 3 − cos 5), angles in π/16 here and below
    private const int Cos3PlusCos5 = 16069;
    private const int Cos3MinusCos7 = 7373;
    private const int Cos1PlusCos3 = 20995;
    private const int Tail7 = 2446; // √2·(−cos 1 + cos 3 + cos 5 − cos 7)
    private const int Tail5 = 16819; // √2·(cos 1 + cos 3 − cos 5 + cos 7)
    private const int Tail3 = 25172; // √2·(cos 1 + cos 3 + cos 5 − cos 7)
    private const int Tail1 = 12299; // √2·(cos 1 + cos 3 − cos 5 − cos 7)

    // The zig-zag sequence up to this place stays in the block's upper left 4x4.
    private const int LastOfLowQuarter = 9;

    /// <summary>Transforms a block and stores its samples.</summary>
    /// <param name="block">[8, 8] dequantized coefficients, row by row.</param>
    /// <param name="last">The place in the zig-zag sequence after which all are 0.</param>
    /// <param name="work">64 integers.</param>
    /// <param name="samples">From the block's first sample on.</param>
    /// <param name="stride">Bytes from one row of samples to the next one.</param>
    public static void Transform(Span<int> block, int last, Span<int> work, Span<byte> samples, int stride)
    {
        if (last == 0)
        {
            byte even = Sample(((block[0] + 4) >> 3) + 128);
            for (int y = 0; y < 8; y++)
                samples.Slice(y * stride, 8).Fill(even);
            return;
        }

        const int Second = ConstantBits + ExtraBits + 3;
        if (last <= LastOfLowQuarter)
        {
            PassLow(block, work, 4, ConstantBits - ExtraBits, 0);
            PassLow(work, block, 8, Second, 128 << Second);
        }
        else
        {
            Pass(block, work, ConstantBits - ExtraBits, 0);
            Pass(work, block, Second, 128 << Second);
        }

        for (int y = 0; y < 8; y++)
            Store(block.Slice(8 * y, 8), samples.Slice(y * stride, 8));
    }

    private static void Pass(Span<int> from, Span<int> to, int shift, int bias)
    {
        bias += 1 << (shift - 1);
        for (int x = 0; x < 8; x++)
        {
            ReadOnlySpan<int> column = from.Slice(x, 57);
            Span<int> row = to.Slice(8 * x, 8);
            int x7 = column[56], x1 = column[8], x2 = column[16], x3 = column[24], x4 = column[32], x5 = column[40], x6 = column[48];
            int direct = (column[0] << ConstantBits) + bias;
            if ((x1 | x2 | x3 | x4 | x5 | x6 | x7) == 0)
            {
                row.Fill(direct >> shift);
                continue;
            }

            int fourth = x4 << ConstantBits;
            int turned = (x2 + x6) * Cos6;
            int high = turned + (x2 * Sin6MinusCos6), low = turned - (x6 * Sin6PlusCos6);
            int sum = direct + fourth, difference = direct - fourth;

            int common = (x7 + x3 + x5 + x1) * Cos3;
            int z3 = common - ((x7 + x3) * Cos3PlusCos5), z4 = common - ((x5 + x1) * Cos3MinusCos5);
            int z1 = (x7 + x1) * -Cos3MinusCos7, z2 = (x5 + x3) * -Cos1PlusCos3;
            int odd0 = (x1 * Tail1) + z1 + z4, odd1 = (x3 * Tail3) + z2 + z3, odd2 = (x5 * Tail5) + z2 + z4, odd3 = (x7 * Tail7) + z1 + z3;
            StoreRow(row, (sum + high, difference + low, difference - low, sum - high), (odd0, odd1, odd2, odd3), shift);
        }
    }

    /// <summary>The same with rows 4..7 of zeros.</summary>
    private static void PassLow(Span<int> from, Span<int> to, int columns, int shift, int bias)
    {
        bias += 1 << (shift - 1);
        for (int x = 0; x < columns; x++)
        {
            ReadOnlySpan<int> column = from.Slice(x, 25);
            int x3 = column[24], x1 = column[8], x2 = column[16];
            int direct = (column[0] << ConstantBits) + bias;
            int high = x2 * (Cos6 + Sin6MinusCos6), low = x2 * Cos6;
            int common = (x3 + x1) * Cos3;
            int z3 = common - (x3 * Cos3PlusCos5), z4 = common - (x1 * Cos3MinusCos5);
            int z1 = x1 * -Cos3MinusCos7, z2 = x3 * -Cos1PlusCos3;
            int odd0 = (x1 * Tail1) + z1 + z4, odd1 = (x3 * Tail3) + z2 + z3, odd2 = z2 + z4, odd3 = z1 + z3;
            StoreRow(to.Slice(8 * x, 8), (direct + high, direct + low, direct - low, direct - high), (odd0, odd1, odd2, odd3), shift);
        }
    }

    private static void StoreRow(Span<int> row, (int At0, int At1, int At2, int At3) even, (int At0, int At1, int At2, int At3) odd, int shift)
    {
        row[7] = (even.At0 - odd.At0) >> shift;
        row[0] = (even.At0 + odd.At0) >> shift;
        row[1] = (even.At1 + odd.At1) >> shift;
        row[2] = (even.At2 + odd.At2) >> shift;
        row[3] = (even.At3 + odd.At3) >> shift;
        row[4] = (even.At3 - odd.At3) >> shift;
        row[5] = (even.At2 - odd.At2) >> shift;
        row[6] = (even.At1 - odd.At1) >> shift;
    }

    private static void Store(ReadOnlySpan<int> row, Span<byte> samples)
    {
        samples[7] = Sample(row[7]);
        samples[0] = Sample(row[0]);
        samples[1] = Sample(row[1]);
        samples[2] = Sample(row[2]);
        samples[3] = Sample(row[3]);
        samples[4] = Sample(row[4]);
        samples[5] = Sample(row[5]);
        samples[6] = Sample(row[6]);
    }

    private static byte Sample(int value) => (byte)((uint)value <= 255 ? value : ~value >> 31);
}
