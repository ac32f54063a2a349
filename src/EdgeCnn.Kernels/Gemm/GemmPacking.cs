namespace EdgeCnn.Kernels.Gemm;

/// <summary>Brings weights into the order in which a micro-kernel reads them; done once, when a plan is made.</summary>
public static class GemmPacking
{
    /// <summary>Packs the rows of an [n, k] matrix (OHWI weights, one output channel a row) into panels of Nr columns.</summary>
    /// <remarks>Layout: [n / Nr, k / KGroup, Nr, KGroup]; padding is zero, so it adds nothing to a product.</remarks>
    /// <param name="weights">[n, k]</param>
    /// <param name="n">Output channels.</param>
    /// <param name="k">Products of one output.</param>
    /// <param name="format">The kernel's format.</param>
    /// <param name="packed">Receives <see cref="GemmFormat.PackedElements"/> elements.</param>
    /// <exception cref="ArgumentException">A span is shorter than its shape.</exception>
    public static void PackRows<T>(ReadOnlySpan<T> weights, int n, int k, GemmFormat format, Span<T> packed)
        where T : unmanaged => Pack(weights, n, k, k, 1, format, packed);

    /// <summary>Packs the columns of a [k, n] matrix, as <see cref="PackRows"/> packs the rows of its transpose.</summary>
    public static void PackColumns<T>(ReadOnlySpan<T> weights, int n, int k, GemmFormat format, Span<T> packed)
        where T : unmanaged => Pack(weights, n, k, 1, n, format, packed);

    private static void Pack<T>(ReadOnlySpan<T> weights, int n, int k, int nStride, int kStride, GemmFormat format, Span<T> packed)
        where T : unmanaged
    {
        int paddedK = format.PaddedK(k), nr = format.Nr, group = format.KGroup;
        if (weights.Length < checked(n * k) || packed.Length < format.PackedElements(n, k))
            throw new ArgumentException($"Packing [{n}, {k}] for {format.Name} needs {n * k} weights and {format.PackedElements(n, k)} packed elements, got {weights.Length} and {packed.Length}.");
        packed[..format.PackedElements(n, k)].Clear();
        for (int n0 = 0, panel = 0; n0 < n; n0 += nr, panel += nr * paddedK)
        {
            int columns = Math.Min(nr, n - n0);
            if (group == 1 && nStride == 1)
            {
                for (int p = 0; p < k; p++)
                    weights.Slice((p * kStride) + n0, columns).CopyTo(packed[(panel + (p * nr))..]);
                continue;
            }

            for (int j = 0; j < columns; j++)
            {
                int from = (n0 + j) * nStride;
                for (int p = 0; p < k; p++)
                    packed[panel + (p / group * nr * group) + (j * group) + (p % group)] = weights[from + (p * kStride)];
            }
        }
    }
}
