using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Gemm;

/// <summary>The product of two row-major matrices neither of which is packed beforehand.</summary>
public static class MatMulF32
{
    /// <summary>output[m, n] = Σ a[m, k]·b[k, n].</summary>
    /// <remarks>Exactness: one fused multiply-add for each k, ascending, as in the packed product; so both give equal bits.</remarks>
    /// <param name="a">[M, K]</param>
    /// <param name="b">[K, N]</param>
    /// <param name="k">K</param>
    /// <param name="n">N</param>
    /// <param name="output">[M, N]</param>
    /// <exception cref="ArgumentException">A span does not fit the sizes.</exception>
    [MethodImpl(Compilation.Hot)]
    public static void Run(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int k, int n, Span<float> output)
    {
        if (k <= 0 || n <= 0 || a.Length % k != 0 || b.Length != (long)k * n || output.Length != (long)(a.Length / k) * n)
            throw new ArgumentException($"A product of {a.Length} and {b.Length} elements with K {k} and N {n} into {output.Length}.", nameof(output));
        for (int m = 0; m < a.Length / k; m++)
            Row(a.Slice(m * k, k), b, n, output.Slice(m * n, n));
    }

    // Sixteen columns at a time stay in registers while k runs.
    private static void Row(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int n, Span<float> output)
    {
        int j = 0;
        for (; j <= n - 16; j += 16)
        {
            Vector128<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
            for (int i = 0; i < a.Length; i++)
            {
                var from = b.Slice((i * n) + j, 16);
                var x = Vector128.Create(a[i]);
                sum0 = Vector128.FusedMultiplyAdd(x, Vector128.Create(from), sum0);
                sum1 = Vector128.FusedMultiplyAdd(x, Vector128.Create(from[4..]), sum1);
                sum2 = Vector128.FusedMultiplyAdd(x, Vector128.Create(from[8..]), sum2);
                sum3 = Vector128.FusedMultiplyAdd(x, Vector128.Create(from[12..]), sum3);
            }

            sum0.CopyTo(output[j..]);
            sum1.CopyTo(output[(j + 4)..]);
            sum2.CopyTo(output[(j + 8)..]);
            sum3.CopyTo(output[(j + 12)..]);
        }

        for (; j <= n - 4; j += 4)
        {
            Vector128<float> sum = default;
            for (int i = 0; i < a.Length; i++)
                sum = Vector128.FusedMultiplyAdd(Vector128.Create(a[i]), Vector128.Create(b[((i * n) + j)..]), sum);
            sum.CopyTo(output[j..]);
        }

        for (; j < n; j++)
        {
            float sum = 0;
            for (int i = 0; i < a.Length; i++)
                sum = MathF.FusedMultiplyAdd(a[i], b[(i * n) + j], sum);
            output[j] = sum;
        }
    }
}
