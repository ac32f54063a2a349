namespace EdgeCnn.Imaging.Files;

/// <summary>
/// The five row filters of PNG, forward and back. In all of them a byte outside the picture counts as 0, and arithmetic is modulo 256.
/// Source: W3C PNG (Third Edition) §9.2, §9.4.
/// </summary>
internal static class PngFilter
{
    public const byte None = 0;
    public const byte Sub = 1;
    public const byte Up = 2;
    public const byte Average = 3;
    public const byte Paeth = 4;

    /// <summary>Turns a filtered row into samples, in place.</summary>
    /// <param name="filter">The row's filter type, 0..4.</param>
    /// <param name="row">The filtered bytes; the samples afterwards.</param>
    /// <param name="above">The samples of the row above, zeros for the first one; as long as <paramref name="row"/>.</param>
    /// <param name="distance">The bytes of a pixel.</param>
    public static void Undo(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        int head = Math.Min(distance, row.Length);
        above = above[..row.Length];
        switch (filter)
        {
            case Sub:
                for (int i = head; i < row.Length; i++)
                    row[i] += row[i - distance];
                break;
            case Up:
                for (int i = 0; i < row.Length; i++)
                    row[i] += above[i];
                break;
            case Average:
                for (int i = 0; i < head; i++)
                    row[i] += (byte)(above[i] >> 1);
                for (int i = head; i < row.Length; i++)
                    row[i] += (byte)(row[i - distance] + above[i] >> 1);
                break;
            case Paeth:
                for (int i = 0; i < head; i++)
                    row[i] += above[i];
                for (int i = head; i < row.Length; i++)
                    row[i] += PaethPredictor(row[i - distance], above[i], above[i - distance]);
                break;
        }
    }

    /// <summary>Filters a row of samples and says how large the result is.</summary>
    /// <param name="filter">The filter type, 0..4.</param>
    /// <param name="row">The samples.</param>
    /// <param name="above">The samples of the row above, zeros for the first one; as long as <paramref name="row"/>.</param>
    /// <param name="distance">The bytes of a pixel.</param>
    /// <param name="filtered">Gets the filtered bytes; as long as <paramref name="row"/>.</param>
    /// <returns>The sum of the filtered bytes' magnitudes as signed numbers (§12.7).</returns>
    public static long Apply(byte filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int distance, Span<byte> filtered)
    {
        above = above[..row.Length];
        filtered = filtered[..row.Length];
        long sum = 0;
        for (int i = 0; i < row.Length; i++)
        {
            byte left = i < distance ? (byte)0 : row[i - distance];
            byte aboveLeft = i < distance ? (byte)0 : above[i - distance];
            int prediction = filter switch
            {
                Sub => left,
                Up => above[i],
                Average => left + above[i] >> 1,
                Paeth => PaethPredictor(left, above[i], aboveLeft),
                _ => 0,
            };
            byte value = (byte)(row[i] - prediction);
            filtered[i] = value;
            sum += Math.Abs((int)(sbyte)value);
        }
        return sum;
    }

    private static byte PaethPredictor(int left, int above, int aboveLeft)
    {
        int estimate = left + above - aboveLeft;
        int toLeft = Math.Abs(estimate - left);
        int toAbove = Math.Abs(estimate - above);
        int toAboveLeft = Math.Abs(estimate - aboveLeft);
        if (toLeft <= toAbove && toLeft <= toAboveLeft)
            return (byte)left;
        return (byte)(toAbove <= toAboveLeft ? above : aboveLeft);
    }
}
