using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Gemm;

/// <summary>Brings weights into the order in which a micro-kernel reads them; done once, when a plan is made.</summary>
/// <remarks>Not optimized aggressively: that would have it compiled at every start, where it runs once, instead of beforehand.</remarks>
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
        for (int n0 = 0, panel = 0; n0 < n; n0 += nr, panel += nr * paddedK)
        {
            var to = packed.Slice(panel, nr * paddedK);
            int columns = Math.Min(nr, n - n0);
            if (columns < nr || k < paddedK)
                to.Clear();
            if (kStride == 1)
                PackGroups(weights[(n0 * nStride)..], k, columns, format, to);
            else if (group == 1 && nStride == 1)
            {
                for (int p = 0; p < k; p++)
                    weights.Slice((p * kStride) + n0, columns).CopyTo(to[(p * nr)..]);
            }
            else
            {
                for (int j = 0; j < columns; j++)
                {
                    int from = (n0 + j) * nStride;
                    for (int p = 0; p < k; p++)
                        to[(p / group * nr * group) + (j * group) + (p % group)] = weights[from + (p * kStride)];
                }
            }
        }
    }

    // One panel of rows: whole groups as single words, what is left of each row by itself.
    private static unsafe void PackGroups<T>(ReadOnlySpan<T> rows, int k, int columns, GemmFormat format, Span<T> to)
        where T : unmanaged
    {
        int group = format.KGroup, whole = k / group;
        fixed (T* from = rows, packed = to)
        {
            switch (group * sizeof(T))
            {
                case 1: PackWords((byte*)from, k * (nint)sizeof(T), whole, columns, format.Nr, (byte*)packed); break;
                case 2: PackWords((ushort*)from, k * (nint)sizeof(T), whole, columns, format.Nr, (ushort*)packed); break;
                case 4: PackWords((uint*)from, k * (nint)sizeof(T), whole, columns, format.Nr, (uint*)packed); break;
                case 16: PackWords((Vector128<byte>*)from, k * (nint)sizeof(T), whole, columns, format.Nr, (Vector128<byte>*)packed); break;
                default: whole = 0; break;
            }

            for (int j = 0; j < columns; j++)
            {
                for (int p = whole * group; p < k; p++)
                    packed[(p / group * format.Nr * group) + (j * group) + (p % group)] = from[((nint)j * k) + p];
            }
        }
    }

    private static unsafe void PackWords<TWord>(TWord* from, nint rowBytes, int words, int columns, int nr, TWord* to)
        where TWord : unmanaged
    {
        for (int i = 0; i < words; i++, from++, to += nr)
        {
            byte* word = (byte*)from;
            for (int j = 0; j < columns; j++, word += rowBytes)
                to[j] = Unsafe.ReadUnaligned<TWord>(word);
        }
    }
}
