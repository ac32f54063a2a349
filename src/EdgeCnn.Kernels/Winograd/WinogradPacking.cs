using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Winograd;

/// <summary>Transforms 3x3 weights into points, G·g·Gᵀ, and packs each point as a GEMM panel; done once, when a plan is made.</summary>
/// <remarks>
/// Layout: [N / Nr, points, C / KGroup, Nr, KGroup]: a panel's points follow each other as the driver reads them.
/// Exactness: in double, rounded once.
/// </remarks>
internal static class WinogradPacking
{
    /// <param name="weights">[n, 3, 3, c]</param>
    /// <param name="n">Output channels.</param>
    /// <param name="c">Input channels.</param>
    /// <param name="format">The transform's format.</param>
    /// <param name="gemm">The GEMM's format.</param>
    /// <param name="packed">Receives the panels.</param>
    /// <exception cref="ArgumentException">A span is shorter than its shape.</exception>
    public static void Pack(ReadOnlySpan<float> weights, int n, int c, WinogradFormat format, GemmFormat gemm, Span<float> packed)
    {
        int points = format.Size * format.Size, pointLength = gemm.PackedElements(1, c), panels = (n + gemm.Nr - 1) / gemm.Nr;
        if (weights.Length < checked(n * 9 * c) || packed.Length < checked(panels * points * pointLength))
            throw new ArgumentException($"Packing [{n}, 3, 3, {c}] for {format.Name} needs {n * 9L * c} weights and {(long)panels * points * pointLength} packed elements, got {weights.Length} and {packed.Length}.");
        double[] transform = format.WeightTransform(), columns = new double[format.Size * 3 * c];
        float[] panel = new float[points * gemm.Nr * c]; // [points, Nr, C]
        for (int n0 = 0; n0 < n; n0 += gemm.Nr)
        {
            int count = Math.Min(gemm.Nr, n - n0);
            for (int j = 0; j < count; j++)
                Transform(weights.Slice((n0 + j) * 9 * c, 9 * c), c, transform, columns, panel.AsSpan(j * c), gemm.Nr * c);
            for (int point = 0; point < points; point++, packed = packed[pointLength..])
                GemmPacking.PackRows<float>(panel.AsSpan(point * gemm.Nr * c, count * c), count, c, gemm, packed[..pointLength]);
        }
    }

    // columns = G·g, then points = columns·Gᵀ; channels innermost.
    private static void Transform(ReadOnlySpan<float> g, int c, double[] transform, double[] columns, Span<float> points, int step)
    {
        int size = transform.Length / 3;
        for (int i = 0; i < size; i++)
        {
            double a = transform[3 * i], b = transform[(3 * i) + 1], d = transform[(3 * i) + 2];
            ReadOnlySpan<float> g0 = g[..(3 * c)], g1 = g.Slice(3 * c, 3 * c), g2 = g.Slice(6 * c, 3 * c);
            Span<double> to = columns.AsSpan(i * 3 * c, 3 * c);
            for (int k = 0; k < to.Length; k++)
                to[k] = (a * g0[k]) + (b * g1[k]) + (d * g2[k]);
        }

        for (int i = 0; i < size; i++)
        {
            ReadOnlySpan<double> h0 = columns.AsSpan(i * 3 * c, c), h1 = columns.AsSpan(((i * 3) + 1) * c, c), h2 = columns.AsSpan(((i * 3) + 2) * c, c);
            for (int j = 0; j < size; j++)
            {
                double a = transform[3 * j], b = transform[(3 * j) + 1], d = transform[(3 * j) + 2];
                Span<float> to = points.Slice(((i * size) + j) * step, c);
                for (int k = 0; k < to.Length; k++)
                    to[k] = (float)((a * h0[k]) + (b * h1[k]) + (d * h2[k]));
            }
        }
    }
}
