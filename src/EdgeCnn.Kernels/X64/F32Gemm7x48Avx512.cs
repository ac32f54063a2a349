using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.X64;

/// <summary>Float tile of 7 rows by 48 columns by AVX-512 FMA: 21 accumulators, 21 products of 16 lanes a k.</summary>
/// <remarks>
/// Lanes: accumulator rc holds columns 16c..16c+15 of row r; one k of a row is broadcast from memory.
/// Registers: 21 accumulators, 3 weights, 1 broadcast of 32.
/// </remarks>
internal readonly unsafe struct F32Gemm7x48Avx512 : IGemmF32MicroKernel
{
    public static GemmFormat Format { get; } = new("f32-gemm-7x48-avx512", Mr: 7, Nr: 48, Kr: 1, KGroup: 1, RowElementBytes: 4, MacsPerCycle: 32.5);

    // Elements of the panel.
    private const int Ahead = 2048;

    public static bool IsSupported => Avx512F.IsSupported;

    public static int Mr => 7;

    public static int Nr => 48;

    [MethodImpl(Compilation.Hot)]
    public static void Run(float** rows, nint segments, nint length, float* b, in F32Tile to)
    {
        Vector512<float> acc00 = default, acc01 = default, acc02 = default, acc10 = default, acc11 = default, acc12 = default;
        Vector512<float> acc20 = default, acc21 = default, acc22 = default, acc30 = default, acc31 = default, acc32 = default;
        Vector512<float> acc40 = default, acc41 = default, acc42 = default, acc50 = default, acc51 = default, acc52 = default;
        Vector512<float> acc60 = default, acc61 = default, acc62 = default;
        do
        {
            float* a0 = rows[0], a1 = rows[1], a2 = rows[2], a3 = rows[3], a4 = rows[4], a5 = rows[5], a6 = rows[6];
            rows += 7;
            nint p = 0;
            do
            {
                var b0 = Vector512.Load(b);
                var b1 = Vector512.Load(b + 16);
                var b2 = Vector512.Load(b + 32);
                var x = Vector512.Create(a0[p]);
                acc00 = Avx512F.FusedMultiplyAdd(x, b0, acc00);
                acc01 = Avx512F.FusedMultiplyAdd(x, b1, acc01);
                acc02 = Avx512F.FusedMultiplyAdd(x, b2, acc02);
                x = Vector512.Create(a1[p]);
                acc10 = Avx512F.FusedMultiplyAdd(x, b0, acc10);
                acc11 = Avx512F.FusedMultiplyAdd(x, b1, acc11);
                acc12 = Avx512F.FusedMultiplyAdd(x, b2, acc12);
                x = Vector512.Create(a2[p]);
                acc20 = Avx512F.FusedMultiplyAdd(x, b0, acc20);
                acc21 = Avx512F.FusedMultiplyAdd(x, b1, acc21);
                acc22 = Avx512F.FusedMultiplyAdd(x, b2, acc22);
                x = Vector512.Create(a3[p]);
                acc30 = Avx512F.FusedMultiplyAdd(x, b0, acc30);
                acc31 = Avx512F.FusedMultiplyAdd(x, b1, acc31);
                acc32 = Avx512F.FusedMultiplyAdd(x, b2, acc32);
                x = Vector512.Create(a4[p]);
                acc40 = Avx512F.FusedMultiplyAdd(x, b0, acc40);
                acc41 = Avx512F.FusedMultiplyAdd(x, b1, acc41);
                acc42 = Avx512F.FusedMultiplyAdd(x, b2, acc42);
                x = Vector512.Create(a5[p]);
                acc50 = Avx512F.FusedMultiplyAdd(x, b0, acc50);
                acc51 = Avx512F.FusedMultiplyAdd(x, b1, acc51);
                acc52 = Avx512F.FusedMultiplyAdd(x, b2, acc52);
                x = Vector512.Create(a6[p]);
                acc60 = Avx512F.FusedMultiplyAdd(x, b0, acc60);
                acc61 = Avx512F.FusedMultiplyAdd(x, b1, acc61);
                acc62 = Avx512F.FusedMultiplyAdd(x, b2, acc62);
                // Winograd's weights pass by once and come from afar; the processor's own reading ahead stops at each page.
                Sse.Prefetch0(b + Ahead);
                Sse.Prefetch0(b + Ahead + 16);
                Sse.Prefetch0(b + Ahead + 32);
                b += 48;
                p++;
            }
            while (p < length);
        }
        while (--segments != 0);

        // The bound comes first, so that a sum that is no number stays one.
        Vector512<float> bias0 = Vector512.Load(to.Bias), bias1 = Vector512.Load(to.Bias + 16), bias2 = Vector512.Load(to.Bias + 32);
        Vector512<float> low = Vector512.Create(to.Minimum), high = Vector512.Create(to.Maximum);
        float* y = to.Output;
        Avx512F.Min(high, Avx512F.Max(low, acc00 + bias0)).Store(y);
        Avx512F.Min(high, Avx512F.Max(low, acc01 + bias1)).Store(y + 16);
        Avx512F.Min(high, Avx512F.Max(low, acc02 + bias2)).Store(y + 32);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc10 + bias0)).Store(y);
        Avx512F.Min(high, Avx512F.Max(low, acc11 + bias1)).Store(y + 16);
        Avx512F.Min(high, Avx512F.Max(low, acc12 + bias2)).Store(y + 32);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc20 + bias0)).Store(y);
        Avx512F.Min(high, Avx512F.Max(low, acc21 + bias1)).Store(y + 16);
        Avx512F.Min(high, Avx512F.Max(low, acc22 + bias2)).Store(y + 32);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc30 + bias0)).Store(y);
        Avx512F.Min(high, Avx512F.Max(low, acc31 + bias1)).Store(y + 16);
        Avx512F.Min(high, Avx512F.Max(low, acc32 + bias2)).Store(y + 32);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc40 + bias0)).Store(y);
        Avx512F.Min(high, Avx512F.Max(low, acc41 + bias1)).Store(y + 16);
        Avx512F.Min(high, Avx512F.Max(low, acc42 + bias2)).Store(y + 32);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc50 + bias0)).Store(y);
        Avx512F.Min(high, Avx512F.Max(low, acc51 + bias1)).Store(y + 16);
        Avx512F.Min(high, Avx512F.Max(low, acc52 + bias2)).Store(y + 32);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc60 + bias0)).Store(y);
        Avx512F.Min(high, Avx512F.Max(low, acc61 + bias1)).Store(y + 16);
        Avx512F.Min(high, Avx512F.Max(low, acc62 + bias2)).Store(y + 32);
    }
}
