using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.X64;

/// <summary>Float tile of 6 rows by 16 columns by AVX2 FMA: 12 accumulators, 12 products a k.</summary>
/// <remarks>
/// Lanes: accumulator rc holds columns 8c..8c+7 of row r; one k of a row is broadcast from memory.
/// Registers: 12 accumulators, 2 weights, 1 broadcast of 16.
/// </remarks>
internal readonly unsafe struct F32Gemm6x16Avx2 : IGemmF32MicroKernel
{
    public static GemmFormat Format { get; } = new("f32-gemm-6x16-avx2", Mr: 6, Nr: 16, Kr: 1, KGroup: 1, RowElementBytes: 4, MacsPerCycle: 16);

    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    public static int Mr => 6;

    public static int Nr => 16;

    [MethodImpl(Compilation.Hot)]
    public static void Run(float** rows, nint segments, nint length, float* b, in F32Tile to)
    {
        Vector256<float> acc00 = default, acc01 = default, acc10 = default, acc11 = default, acc20 = default, acc21 = default;
        Vector256<float> acc30 = default, acc31 = default, acc40 = default, acc41 = default, acc50 = default, acc51 = default;
        do
        {
            float* a0 = rows[0], a1 = rows[1], a2 = rows[2], a3 = rows[3], a4 = rows[4], a5 = rows[5];
            rows += 6;
            nint p = 0;
            do
            {
                var b0 = Vector256.Load(b);
                var b1 = Vector256.Load(b + 8);
                var x = Vector256.Create(a0[p]);
                acc00 = Fma.MultiplyAdd(x, b0, acc00);
                acc01 = Fma.MultiplyAdd(x, b1, acc01);
                x = Vector256.Create(a1[p]);
                acc10 = Fma.MultiplyAdd(x, b0, acc10);
                acc11 = Fma.MultiplyAdd(x, b1, acc11);
                x = Vector256.Create(a2[p]);
                acc20 = Fma.MultiplyAdd(x, b0, acc20);
                acc21 = Fma.MultiplyAdd(x, b1, acc21);
                x = Vector256.Create(a3[p]);
                acc30 = Fma.MultiplyAdd(x, b0, acc30);
                acc31 = Fma.MultiplyAdd(x, b1, acc31);
                x = Vector256.Create(a4[p]);
                acc40 = Fma.MultiplyAdd(x, b0, acc40);
                acc41 = Fma.MultiplyAdd(x, b1, acc41);
                x = Vector256.Create(a5[p]);
                acc50 = Fma.MultiplyAdd(x, b0, acc50);
                acc51 = Fma.MultiplyAdd(x, b1, acc51);
                b += 16;
                p++;
            }
            while (p < length);
        }
        while (--segments != 0);

        // The bound comes first, so that a sum that is no number stays one.
        Vector256<float> bias0 = Vector256.Load(to.Bias), bias1 = Vector256.Load(to.Bias + 8), low = Vector256.Create(to.Minimum), high = Vector256.Create(to.Maximum);
        float* y = to.Output;
        Avx.Min(high, Avx.Max(low, acc00 + bias0)).Store(y);
        Avx.Min(high, Avx.Max(low, acc01 + bias1)).Store(y + 8);
        y += to.Stride;
        Avx.Min(high, Avx.Max(low, acc10 + bias0)).Store(y);
        Avx.Min(high, Avx.Max(low, acc11 + bias1)).Store(y + 8);
        y += to.Stride;
        Avx.Min(high, Avx.Max(low, acc20 + bias0)).Store(y);
        Avx.Min(high, Avx.Max(low, acc21 + bias1)).Store(y + 8);
        y += to.Stride;
        Avx.Min(high, Avx.Max(low, acc30 + bias0)).Store(y);
        Avx.Min(high, Avx.Max(low, acc31 + bias1)).Store(y + 8);
        y += to.Stride;
        Avx.Min(high, Avx.Max(low, acc40 + bias0)).Store(y);
        Avx.Min(high, Avx.Max(low, acc41 + bias1)).Store(y + 8);
        y += to.Stride;
        Avx.Min(high, Avx.Max(low, acc50 + bias0)).Store(y);
        Avx.Min(high, Avx.Max(low, acc51 + bias1)).Store(y + 8);
    }
}
