using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.X64;

/// <summary>Float product of one row with 64 columns by AVX-512 FMA, for dense layers of one picture: 4 accumulators, 4 products of 16 lanes a k.</summary>
/// <remarks>
/// Lanes: accumulator c holds columns 16c..16c+15; one k of the row is broadcast from memory. The columns side by side are
/// chains enough: splitting k would add in another order.
/// Registers: 4 accumulators, 4 weights, 1 broadcast of 32.
/// </remarks>
internal readonly unsafe struct F32Gemv1x64Avx512 : IGemmF32MicroKernel
{
    public static GemmFormat Format { get; } = new("f32-gemv-1x64-avx512", Mr: 1, Nr: 64, Kr: 1, KGroup: 1, RowElementBytes: 4, MacsPerCycle: 13);

    // Elements of the panel.
    private const int Ahead = 1024;

    public static bool IsSupported => Avx512F.IsSupported;

    public static int Mr => 1;

    public static int Nr => 64;

    [MethodImpl(Compilation.Hot)]
    public static void Run(float** rows, nint segments, nint length, float* b, in F32Tile to)
    {
        Vector512<float> acc0 = default, acc1 = default, acc2 = default, acc3 = default;
        do
        {
            float* a0 = rows[0];
            rows += 1;
            nint p = 0;
            do
            {
                var b0 = Vector512.Load(b);
                var b1 = Vector512.Load(b + 16);
                var b2 = Vector512.Load(b + 32);
                var b3 = Vector512.Load(b + 48);
                var x = Vector512.Create(a0[p]);
                acc0 = Avx512F.FusedMultiplyAdd(x, b0, acc0);
                acc1 = Avx512F.FusedMultiplyAdd(x, b1, acc1);
                acc2 = Avx512F.FusedMultiplyAdd(x, b2, acc2);
                acc3 = Avx512F.FusedMultiplyAdd(x, b3, acc3);
                // Weights that pass by once come from the third cache; the processor's own reading ahead stops at each page.
                Sse.Prefetch0(b + Ahead);
                Sse.Prefetch0(b + Ahead + 16);
                Sse.Prefetch0(b + Ahead + 32);
                Sse.Prefetch0(b + Ahead + 48);
                b += 64;
                p++;
            }
            while (p < length);
        }
        while (--segments != 0);

        // The bound comes first, so that a sum that is no number stays one.
        Vector512<float> bias0 = Vector512.Load(to.Bias), bias1 = Vector512.Load(to.Bias + 16), bias2 = Vector512.Load(to.Bias + 32), bias3 = Vector512.Load(to.Bias + 48);
        Vector512<float> low = Vector512.Create(to.Minimum), high = Vector512.Create(to.Maximum);
        float* y = to.Output;
        Avx512F.Min(high, Avx512F.Max(low, acc0 + bias0)).Store(y);
        Avx512F.Min(high, Avx512F.Max(low, acc1 + bias1)).Store(y + 16);
        Avx512F.Min(high, Avx512F.Max(low, acc2 + bias2)).Store(y + 32);
        Avx512F.Min(high, Avx512F.Max(low, acc3 + bias3)).Store(y + 48);
    }
}
