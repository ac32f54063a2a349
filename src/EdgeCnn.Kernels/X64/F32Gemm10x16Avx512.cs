using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.X64;

/// <summary>Float tile of 10 rows by 16 columns by AVX-512 FMA: 10 accumulators, 10 products of 16 lanes a k.</summary>
/// <remarks>
/// Lanes: accumulator rc holds columns 16c..16c+15 of row r; one k of a row is broadcast from memory.
/// Registers: 10 accumulators, 1 weights, 1 broadcast of 32.
/// </remarks>
internal readonly unsafe struct F32Gemm10x16Avx512 : IGemmF32MicroKernel
{
    public static GemmFormat Format { get; } = new("f32-gemm-10x16-avx512", Mr: 10, Nr: 16, Kr: 1, KGroup: 1, RowElementBytes: 4, MacsPerCycle: 27.5);

    public static bool IsSupported => Avx512F.IsSupported;

    public static int Mr => 10;

    public static int Nr => 16;

    [MethodImpl(Compilation.Hot)]
    public static void Run(float** rows, nint segments, nint length, float* b, in F32Tile to)
    {
        Vector512<float> acc00 = default, acc10 = default, acc20 = default, acc30 = default, acc40 = default, acc50 = default;
        Vector512<float> acc60 = default, acc70 = default, acc80 = default, acc90 = default;
        do
        {
            float* a0 = rows[0], a1 = rows[1], a2 = rows[2], a3 = rows[3], a4 = rows[4], a5 = rows[5], a6 = rows[6], a7 = rows[7], a8 = rows[8], a9 = rows[9];
            rows += 10;
            nint p = 0;
            do
            {
                var b0 = Vector512.Load(b);
                var x = Vector512.Create(a0[p]);
                acc00 = Avx512F.FusedMultiplyAdd(x, b0, acc00);
                x = Vector512.Create(a1[p]);
                acc10 = Avx512F.FusedMultiplyAdd(x, b0, acc10);
                x = Vector512.Create(a2[p]);
                acc20 = Avx512F.FusedMultiplyAdd(x, b0, acc20);
                x = Vector512.Create(a3[p]);
                acc30 = Avx512F.FusedMultiplyAdd(x, b0, acc30);
                x = Vector512.Create(a4[p]);
                acc40 = Avx512F.FusedMultiplyAdd(x, b0, acc40);
                x = Vector512.Create(a5[p]);
                acc50 = Avx512F.FusedMultiplyAdd(x, b0, acc50);
                x = Vector512.Create(a6[p]);
                acc60 = Avx512F.FusedMultiplyAdd(x, b0, acc60);
                x = Vector512.Create(a7[p]);
                acc70 = Avx512F.FusedMultiplyAdd(x, b0, acc70);
                x = Vector512.Create(a8[p]);
                acc80 = Avx512F.FusedMultiplyAdd(x, b0, acc80);
                x = Vector512.Create(a9[p]);
                acc90 = Avx512F.FusedMultiplyAdd(x, b0, acc90);
                b += 16;
                p++;
            }
            while (p < length);
        }
        while (--segments != 0);

        // The bound comes first, so that a sum that is no number stays one.
        Vector512<float> bias0 = Vector512.Load(to.Bias);
        Vector512<float> low = Vector512.Create(to.Minimum), high = Vector512.Create(to.Maximum);
        float* y = to.Output;
        Avx512F.Min(high, Avx512F.Max(low, acc00 + bias0)).Store(y);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc10 + bias0)).Store(y);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc20 + bias0)).Store(y);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc30 + bias0)).Store(y);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc40 + bias0)).Store(y);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc50 + bias0)).Store(y);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc60 + bias0)).Store(y);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc70 + bias0)).Store(y);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc80 + bias0)).Store(y);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc90 + bias0)).Store(y);
    }
}
