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
    public static GemmFormat Format { get; } = new("f32-gemm-6x16-avx2", Mr: 6, Nr: 16, Kr: 1, KGroup: 1, RowElementBytes: 4);

    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    public static int Mr => 6;

    public static int Nr => 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* a, nint aStride, float* b, float* tile, int k)
    {
        float* a0 = a, a1 = a0 + aStride, a2 = a1 + aStride, a3 = a2 + aStride, a4 = a3 + aStride, a5 = a4 + aStride;
        Vector256<float> acc00 = default, acc01 = default, acc10 = default, acc11 = default, acc20 = default, acc21 = default;
        Vector256<float> acc30 = default, acc31 = default, acc40 = default, acc41 = default, acc50 = default, acc51 = default;
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
        while (p < k);

        acc00.Store(tile + 0);
        acc01.Store(tile + 8);
        acc10.Store(tile + 16);
        acc11.Store(tile + 24);
        acc20.Store(tile + 32);
        acc21.Store(tile + 40);
        acc30.Store(tile + 48);
        acc31.Store(tile + 56);
        acc40.Store(tile + 64);
        acc41.Store(tile + 72);
        acc50.Store(tile + 80);
        acc51.Store(tile + 88);
    }
}
