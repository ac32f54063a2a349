using System.Numerics;

namespace EdgeCnn.Imaging.Files.Jpeg;

/// <summary>The forward 8x8 discrete cosine transform with the scale of the standard. Source: ITU T.81 A.3.3.</summary>
/// <remarks>
/// The sum is separable; in each direction samples that mirror each other are added and subtracted first, which leaves 22 products of 64.
/// Exactness: float32 in the order written, so equal on every machine.
/// </remarks>
internal static class JpegForwardDct
{
    // cos(k·π/16) / 2
    private const float C1 = 0.49039264f;
    private const float C2 = 0.46193977f;
    private const float C3 = 0.41573481f;
    private const float C4 = 0.35355339f;
    private const float C5 = 0.27778512f;
    private const float C6 = 0.19134172f;
    private const float C7 = 0.097545161f;

    /// <summary>Transforms a block of level-shifted samples in place.</summary>
    /// <param name="block">[8, 8] row by row; samples −128..127, coefficients afterwards.</param>
    /// <param name="scratch">64 floats.</param>
    public static void Transform(Span<float> block, Span<float> scratch)
    {
        TransformColumns(block, scratch);
        TransformColumns(scratch, block);
    }

    /// <summary>Transforms the columns of <paramref name="from"/> into the rows of <paramref name="to"/>; twice gives both directions.</summary>
    private static void TransformColumns(ReadOnlySpan<float> from, Span<float> to)
    {
        for (int column = 0; column < 8; column += 4)
        {
            Vector4 x0 = new(from[column..]), x7 = new(from[(56 + column)..]);
            Vector4 x1 = new(from[(8 + column)..]), x6 = new(from[(48 + column)..]);
            Vector4 x2 = new(from[(16 + column)..]), x5 = new(from[(40 + column)..]);
            Vector4 x3 = new(from[(24 + column)..]), x4 = new(from[(32 + column)..]);
            Vector4 sum0 = x0 + x7, difference0 = x0 - x7;
            Vector4 sum1 = x1 + x6, difference1 = x1 - x6;
            Vector4 sum2 = x2 + x5, difference2 = x2 - x5;
            Vector4 sum3 = x3 + x4, difference3 = x3 - x4;
            Vector4 outer = sum0 + sum3, inner = sum1 + sum2;
            Vector4 outerDifference = sum0 - sum3, innerDifference = sum1 - sum2;

            Span<float> rows = to.Slice(column * 8, 32);
            StoreColumn(rows, 0, (outer + inner) * C4);
            StoreColumn(rows, 4, (outer - inner) * C4);
            StoreColumn(rows, 2, outerDifference * C2 + innerDifference * C6);
            StoreColumn(rows, 6, outerDifference * C6 - innerDifference * C2);
            StoreColumn(rows, 1, difference0 * C1 + difference1 * C3 + difference2 * C5 + difference3 * C7);
            StoreColumn(rows, 3, difference0 * C3 - difference1 * C7 - difference2 * C1 - difference3 * C5);
            StoreColumn(rows, 5, difference0 * C5 - difference1 * C1 + difference2 * C7 + difference3 * C3);
            StoreColumn(rows, 7, difference0 * C7 - difference1 * C5 + difference2 * C3 - difference3 * C1);
        }
    }

    private static void StoreColumn(Span<float> rows, int column, Vector4 values)
    {
        rows[24 + column] = values.W;
        rows[16 + column] = values.Z;
        rows[8 + column] = values.Y;
        rows[column] = values.X;
    }
}
