using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.X64;

/// <summary>Float tile of 10 rows by 24 columns: 20 accumulators, 10 products of 16 lanes and 10 of 8 a k.</summary>
/// <remarks>
/// Lanes: accumulator r0 holds columns 0..15 of row r, r1 columns 16..23; one k of a row is broadcast from memory. Where a processor
/// makes two products of 256 bits in the time of one of 512, this takes three quarters of the time of 32 columns; elsewhere it takes as long.
/// Registers: 20 accumulators, 2 weights, 1 broadcast of 32.
/// </remarks>
internal readonly unsafe struct F32Gemm10x24Avx512 : IGemmF32MicroKernel
{
    public static GemmFormat Format { get; } = new("f32-gemm-10x24-avx512", Mr: 10, Nr: 24, Kr: 1, KGroup: 1, RowElementBytes: 4, MacsPerCycle: 24.5);

    public static bool IsSupported => Avx512F.IsSupported && Fma.IsSupported;

    public static int Mr => 10;

    public static int Nr => 24;

    [MethodImpl(Compilation.Hot)]
    public static void Run(float** rows, nint segments, nint length, float* b, in F32Tile to)
    {
        Vector512<float> acc00 = default, acc10 = default, acc20 = default, acc30 = default, acc40 = default, acc50 = default;
        Vector512<float> acc60 = default, acc70 = default, acc80 = default, acc90 = default;
        Vector256<float> acc01 = default, acc11 = default, acc21 = default, acc31 = default, acc41 = default, acc51 = default;
        Vector256<float> acc61 = default, acc71 = default, acc81 = default, acc91 = default;
        do
        {
            float* a0 = rows[0], a1 = rows[1], a2 = rows[2], a3 = rows[3], a4 = rows[4], a5 = rows[5], a6 = rows[6], a7 = rows[7], a8 = rows[8], a9 = rows[9];
            rows += 10;
            nint p = 0;
            do
            {
                var b0 = Vector512.Load(b);
                var b1 = Vector256.Load(b + 16);
                var x = Vector512.Create(a0[p]);
                acc00 = Avx512F.FusedMultiplyAdd(x, b0, acc00);
                acc01 = Fma.MultiplyAdd(x.GetLower(), b1, acc01);
                x = Vector512.Create(a1[p]);
                acc10 = Avx512F.FusedMultiplyAdd(x, b0, acc10);
                acc11 = Fma.MultiplyAdd(x.GetLower(), b1, acc11);
                x = Vector512.Create(a2[p]);
                acc20 = Avx512F.FusedMultiplyAdd(x, b0, acc20);
                acc21 = Fma.MultiplyAdd(x.GetLower(), b1, acc21);
                x = Vector512.Create(a3[p]);
                acc30 = Avx512F.FusedMultiplyAdd(x, b0, acc30);
                acc31 = Fma.MultiplyAdd(x.GetLower(), b1, acc31);
                x = Vector512.Create(a4[p]);
                acc40 = Avx512F.FusedMultiplyAdd(x, b0, acc40);
                acc41 = Fma.MultiplyAdd(x.GetLower(), b1, acc41);
                x = Vector512.Create(a5[p]);
                acc50 = Avx512F.FusedMultiplyAdd(x, b0, acc50);
                acc51 = Fma.MultiplyAdd(x.GetLower(), b1, acc51);
                x = Vector512.Create(a6[p]);
                acc60 = Avx512F.FusedMultiplyAdd(x, b0, acc60);
                acc61 = Fma.MultiplyAdd(x.GetLower(), b1, acc61);
                x = Vector512.Create(a7[p]);
                acc70 = Avx512F.FusedMultiplyAdd(x, b0, acc70);
                acc71 = Fma.MultiplyAdd(x.GetLower(), b1, acc71);
                x = Vector512.Create(a8[p]);
                acc80 = Avx512F.FusedMultiplyAdd(x, b0, acc80);
                acc81 = Fma.MultiplyAdd(x.GetLower(), b1, acc81);
                x = Vector512.Create(a9[p]);
                acc90 = Avx512F.FusedMultiplyAdd(x, b0, acc90);
                acc91 = Fma.MultiplyAdd(x.GetLower(), b1, acc91);
                b += 24;
                p++;
            }
            while (p < length);
        }
        while (--segments != 0);

        // The bound comes first, so that a sum that is no number stays one.
        Vector512<float> bias0 = Vector512.Load(to.Bias);
        Vector256<float> bias1 = Vector256.Load(to.Bias + 16);
        Vector512<float> low = Vector512.Create(to.Minimum), high = Vector512.Create(to.Maximum);
        float* y = to.Output;
        Avx512F.Min(high, Avx512F.Max(low, acc00 + bias0)).Store(y);
        Avx.Min(high.GetLower(), Avx.Max(low.GetLower(), acc01 + bias1)).Store(y + 16);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc10 + bias0)).Store(y);
        Avx.Min(high.GetLower(), Avx.Max(low.GetLower(), acc11 + bias1)).Store(y + 16);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc20 + bias0)).Store(y);
        Avx.Min(high.GetLower(), Avx.Max(low.GetLower(), acc21 + bias1)).Store(y + 16);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc30 + bias0)).Store(y);
        Avx.Min(high.GetLower(), Avx.Max(low.GetLower(), acc31 + bias1)).Store(y + 16);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc40 + bias0)).Store(y);
        Avx.Min(high.GetLower(), Avx.Max(low.GetLower(), acc41 + bias1)).Store(y + 16);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc50 + bias0)).Store(y);
        Avx.Min(high.GetLower(), Avx.Max(low.GetLower(), acc51 + bias1)).Store(y + 16);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc60 + bias0)).Store(y);
        Avx.Min(high.GetLower(), Avx.Max(low.GetLower(), acc61 + bias1)).Store(y + 16);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc70 + bias0)).Store(y);
        Avx.Min(high.GetLower(), Avx.Max(low.GetLower(), acc71 + bias1)).Store(y + 16);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc80 + bias0)).Store(y);
        Avx.Min(high.GetLower(), Avx.Max(low.GetLower(), acc81 + bias1)).Store(y + 16);
        y += to.Stride;
        Avx512F.Min(high, Avx512F.Max(low, acc90 + bias0)).Store(y);
        Avx.Min(high.GetLower(), Avx.Max(low.GetLower(), acc91 + bias1)).Store(y + 16);
    }
}
