using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.X64;

/// <summary>Float tile of 10 rows by 8 columns, for layers of few output channels: 10 accumulators of 256 bits, 10 products of 8 lanes a k.</summary>
/// <remarks>
/// Lanes: accumulator rc holds columns 8c..8c+7 of row r; one k of a row is broadcast from memory. Where a processor makes two
/// products of 256 bits in the time of one of 512, this takes half of the time of a tile of 16 columns; elsewhere it takes as long.
/// Registers: 10 accumulators, 1 weights, 1 broadcast of 32.
/// </remarks>
internal readonly unsafe struct F32Gemm10x8Avx512 : IGemmF32MicroKernel
{
    public static GemmFormat Format { get; } = new("f32-gemm-10x8-avx512", Mr: 10, Nr: 8, Kr: 1, KGroup: 1, RowElementBytes: 4, MacsPerCycle: 14);

    public static bool IsSupported => Avx512F.IsSupported && Fma.IsSupported;

    public static int Mr => 10;

    public static int Nr => 8;

    [MethodImpl(Compilation.Hot)]
    public static void Run(float** rows, nint segments, nint length, float* b, in F32Tile to)
    {
        Vector256<float> acc00 = default, acc10 = default, acc20 = default, acc30 = default, acc40 = default, acc50 = default;
        Vector256<float> acc60 = default, acc70 = default, acc80 = default, acc90 = default;
        do
        {
            float* a0 = rows[0], a1 = rows[1], a2 = rows[2], a3 = rows[3], a4 = rows[4], a5 = rows[5], a6 = rows[6], a7 = rows[7], a8 = rows[8], a9 = rows[9];
            rows += 10;
            nint p = 0;
            do
            {
                var b0 = Vector256.Load(b);
                var x = Vector256.Create(a0[p]);
                acc00 = Fma.MultiplyAdd(x, b0, acc00);
                x = Vector256.Create(a1[p]);
                acc10 = Fma.MultiplyAdd(x, b0, acc10);
                x = Vector256.Create(a2[p]);
                acc20 = Fma.MultiplyAdd(x, b0, acc20);
                x = Vector256.Create(a3[p]);
                acc30 = Fma.MultiplyAdd(x, b0, acc30);
                x = Vector256.Create(a4[p]);
                acc40 = Fma.MultiplyAdd(x, b0, acc40);
                x = Vector256.Create(a5[p]);
                acc50 = Fma.MultiplyAdd(x, b0, acc50);
                x = Vector256.Create(a6[p]);
                acc60 = Fma.MultiplyAdd(x, b0, acc60);
                x = Vector256.Create(a7[p]);
                acc70 = Fma.MultiplyAdd(x, b0, acc70);
                x = Vector256.Create(a8[p]);
                acc80 = Fma.MultiplyAdd(x, b0, acc80);
                x = Vector256.Create(a9[p]);
                acc90 = Fma.MultiplyAdd(x, b0, acc90);
                b += 8;
                p++;
            }
            while (p < length);
        }
        while (--segments != 0);

        // The bound comes first, so that a sum that is no number stays one.
        Vector256<float> bias0 = Vector256.Load(to.Bias);
        Vector256<float> low = Vector256.Create(to.Minimum), high = Vector256.Create(to.Maximum);
        float* y = to.Output;
        Avx.Min(high, Avx.Max(low, acc00 + bias0)).Store(y);
        y += to.Stride;
        Avx.Min(high, Avx.Max(low, acc10 + bias0)).Store(y);
        y += to.Stride;
        Avx.Min(high, Avx.Max(low, acc20 + bias0)).Store(y);
        y += to.Stride;
        Avx.Min(high, Avx.Max(low, acc30 + bias0)).Store(y);
        y += to.Stride;
        Avx.Min(high, Avx.Max(low, acc40 + bias0)).Store(y);
        y += to.Stride;
        Avx.Min(high, Avx.Max(low, acc50 + bias0)).Store(y);
        y += to.Stride;
        Avx.Min(high, Avx.Max(low, acc60 + bias0)).Store(y);
        y += to.Stride;
        Avx.Min(high, Avx.Max(low, acc70 + bias0)).Store(y);
        y += to.Stride;
        Avx.Min(high, Avx.Max(low, acc80 + bias0)).Store(y);
        y += to.Stride;
        Avx.Min(high, Avx.Max(low, acc90 + bias0)).Store(y);
    }
}
