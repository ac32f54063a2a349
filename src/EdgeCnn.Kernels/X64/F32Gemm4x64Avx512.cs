using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.X64;

/// <summary>Float tile of 4 rows by 64 columns by AVX-512 FMA, for Winograd's products where a picture has only a few tiles: 16 accumulators, 16 products of 16 lanes a k.</summary>
/// <remarks>
/// Lanes: accumulator rc holds columns 16c..16c+15 of row r; one k of a row is broadcast from memory.
/// Registers: 16 accumulators, 4 weights, 1 broadcast of 32.
/// </remarks>
internal readonly unsafe struct F32Gemm4x64Avx512 : IGemmF32MicroKernel
{
    public static GemmFormat Format { get; } = new("f32-gemm-4x64-avx512", Mr: 4, Nr: 64, Kr: 1, KGroup: 1, RowElementBytes: 4, MacsPerCycle: 31.5);

    // Elements of the panel.
    private const int Ahead = 2048;

    public static bool IsSupported => Avx512F.IsSupported;

    public static int Mr => 4;

    public static int Nr => 64;

    [MethodImpl(Compilation.Hot)]
    public static void Run(float** rows, nint segments, nint length, float* b, in F32Tile to)
    {
        Vector512<float> acc00 = default, acc01 = default, acc02 = default, acc03 = default;
        Vector512<float> acc10 = default, acc11 = default, acc12 = default, acc13 = default;
        Vector512<float> acc20 = default, acc21 = default, acc22 = default, acc23 = default;
        Vector512<float> acc30 = default, acc31 = default, acc32 = default, acc33 = default;
        do
        {
            float* a0 = rows[0], a1 = rows[1], a2 = rows[2], a3 = rows[3];
            rows += 4;
            nint p = 0;
            do
            {
                var b0 = Vector512.Load(b);
                var b1 = Vector512.Load(b + 16);
                var b2 = Vector512.Load(b + 32);
                var b3 = Vector512.Load(b + 48);
                var x = Vector512.Create(a0[p]);
                acc00 = Avx512F.FusedMultiplyAdd(x, b0, acc00);
                acc01 = Avx512F.FusedMultiplyAdd(x, b1, acc01);
                acc02 = Avx512F.FusedMultiplyAdd(x, b2, acc02);
                acc03 = Avx512F.FusedMultiplyAdd(x, b3, acc03);
                x = Vector512.Create(a1[p]);
                acc10 = Avx512F.FusedMultiplyAdd(x, b0, acc10);
                acc11 = Avx512F.FusedMultiplyAdd(x, b1, acc11);
                acc12 = Avx512F.FusedMultiplyAdd(x, b2, acc12);
                acc13 = Avx512F.FusedMultiplyAdd(x, b3, acc13);
                x = Vector512.Create(a2[p]);
                acc20 = Avx512F.FusedMultiplyAdd(x, b0, acc20);
                acc21 = Avx512F.FusedMultiplyAdd(x, b1, acc21);
                acc22 = Avx512F.FusedMultiplyAdd(x, b2, acc22);
                acc23 = Avx512F.FusedMultiplyAdd(x, b3, acc23);
                x = Vector512.Create(a3[p]);
                acc30 = Avx512F.FusedMultiplyAdd(x, b0, acc30);
                acc31 = Avx512F.FusedMultiplyAdd(x, b1, acc31);
                acc32 = Avx512F.FusedMultiplyAdd(x, b2, acc32);
                acc33 = Avx512F.FusedMultiplyAdd(x, b3, acc33);
                // Winograd's weights pass by once and come from afar; the processor's own reading ahead stops at each page.
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
        Avx512F.Min(high, Avx512F.Max(low, acc00 + bias0)).Store(y);
        Avx512F.Min(high, Avx512F.Max(low, acc01 + bias1)).Store(y + 16);
        Avx512F.Min(high, Avx512F.Max(low, acc02 + bias2)).Store(y + 32);
        Avx512F.Min(high, Avx512F.Max(low, acc03 + bias3)).Store(y + 48);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc10 + bias0)).Store(y);
        Avx512F.Min(high, Avx512F.Max(low, acc11 + bias1)).Store(y + 16);
        Avx512F.Min(high, Avx512F.Max(low, acc12 + bias2)).Store(y + 32);
        Avx512F.Min(high, Avx512F.Max(low, acc13 + bias3)).Store(y + 48);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc20 + bias0)).Store(y);
        Avx512F.Min(high, Avx512F.Max(low, acc21 + bias1)).Store(y + 16);
        Avx512F.Min(high, Avx512F.Max(low, acc22 + bias2)).Store(y + 32);
        Avx512F.Min(high, Avx512F.Max(low, acc23 + bias3)).Store(y + 48);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc30 + bias0)).Store(y);
        Avx512F.Min(high, Avx512F.Max(low, acc31 + bias1)).Store(y + 16);
        Avx512F.Min(high, Avx512F.Max(low, acc32 + bias2)).Store(y + 32);
        Avx512F.Min(high, Avx512F.Max(low, acc33 + bias3)).Store(y + 48);
    }
}
