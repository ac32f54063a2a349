using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels.Gemm;

/// <summary>Float tile of 8 rows by 8 columns by FMLA: 16 accumulators, 64 FMLA a step of 4 k.</summary>
/// <remarks>
/// Lanes: accumulator rc holds columns 4c..4c+3 of row r. Register xr holds four k of row r; its lane q meets the weights of
/// the q-th k.
/// Registers: 16 accumulators, 8 rows, 2 weights of 32.
/// </remarks>
internal readonly unsafe struct F32Gemm8x8<TIsa> : IGemmF32MicroKernel
    where TIsa : struct, IVectorIsa
{
    public static GemmFormat Format { get; } = new("f32-gemm-8x8-" + TIsa.Name, Mr: 8, Nr: 8, Kr: 4, KGroup: 1, RowElementBytes: 4);

    public static bool IsSupported => TIsa.IsSupported;

    public static int Mr => 8;

    public static int Nr => 8;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* a, nint aStride, float* b, float* tile, int k)
    {
        float* a0 = a, a1 = a0 + aStride, a2 = a1 + aStride, a3 = a2 + aStride;
        float* a4 = a3 + aStride, a5 = a4 + aStride, a6 = a5 + aStride, a7 = a6 + aStride;
        Vector128<float> acc00 = default, acc01 = default, acc10 = default, acc11 = default, acc20 = default, acc21 = default, acc30 = default, acc31 = default;
        Vector128<float> acc40 = default, acc41 = default, acc50 = default, acc51 = default, acc60 = default, acc61 = default, acc70 = default, acc71 = default;
        nint p = 0;
        do
        {
            var x0 = Vector128.Load(a0 + p);
            var x1 = Vector128.Load(a1 + p);
            var x2 = Vector128.Load(a2 + p);
            var x3 = Vector128.Load(a3 + p);
            var x4 = Vector128.Load(a4 + p);
            var x5 = Vector128.Load(a5 + p);
            var x6 = Vector128.Load(a6 + p);
            var x7 = Vector128.Load(a7 + p);
            // k 0
            var b0 = Vector128.Load(b + 0);
            var b1 = Vector128.Load(b + 4);
            acc00 = TIsa.FmaLane0(acc00, b0, x0);
            acc01 = TIsa.FmaLane0(acc01, b1, x0);
            acc10 = TIsa.FmaLane0(acc10, b0, x1);
            acc11 = TIsa.FmaLane0(acc11, b1, x1);
            acc20 = TIsa.FmaLane0(acc20, b0, x2);
            acc21 = TIsa.FmaLane0(acc21, b1, x2);
            acc30 = TIsa.FmaLane0(acc30, b0, x3);
            acc31 = TIsa.FmaLane0(acc31, b1, x3);
            acc40 = TIsa.FmaLane0(acc40, b0, x4);
            acc41 = TIsa.FmaLane0(acc41, b1, x4);
            acc50 = TIsa.FmaLane0(acc50, b0, x5);
            acc51 = TIsa.FmaLane0(acc51, b1, x5);
            acc60 = TIsa.FmaLane0(acc60, b0, x6);
            acc61 = TIsa.FmaLane0(acc61, b1, x6);
            acc70 = TIsa.FmaLane0(acc70, b0, x7);
            acc71 = TIsa.FmaLane0(acc71, b1, x7);
            // k 1
            b0 = Vector128.Load(b + 8);
            b1 = Vector128.Load(b + 12);
            acc00 = TIsa.FmaLane1(acc00, b0, x0);
            acc01 = TIsa.FmaLane1(acc01, b1, x0);
            acc10 = TIsa.FmaLane1(acc10, b0, x1);
            acc11 = TIsa.FmaLane1(acc11, b1, x1);
            acc20 = TIsa.FmaLane1(acc20, b0, x2);
            acc21 = TIsa.FmaLane1(acc21, b1, x2);
            acc30 = TIsa.FmaLane1(acc30, b0, x3);
            acc31 = TIsa.FmaLane1(acc31, b1, x3);
            acc40 = TIsa.FmaLane1(acc40, b0, x4);
            acc41 = TIsa.FmaLane1(acc41, b1, x4);
            acc50 = TIsa.FmaLane1(acc50, b0, x5);
            acc51 = TIsa.FmaLane1(acc51, b1, x5);
            acc60 = TIsa.FmaLane1(acc60, b0, x6);
            acc61 = TIsa.FmaLane1(acc61, b1, x6);
            acc70 = TIsa.FmaLane1(acc70, b0, x7);
            acc71 = TIsa.FmaLane1(acc71, b1, x7);
            // k 2
            b0 = Vector128.Load(b + 16);
            b1 = Vector128.Load(b + 20);
            acc00 = TIsa.FmaLane2(acc00, b0, x0);
            acc01 = TIsa.FmaLane2(acc01, b1, x0);
            acc10 = TIsa.FmaLane2(acc10, b0, x1);
            acc11 = TIsa.FmaLane2(acc11, b1, x1);
            acc20 = TIsa.FmaLane2(acc20, b0, x2);
            acc21 = TIsa.FmaLane2(acc21, b1, x2);
            acc30 = TIsa.FmaLane2(acc30, b0, x3);
            acc31 = TIsa.FmaLane2(acc31, b1, x3);
            acc40 = TIsa.FmaLane2(acc40, b0, x4);
            acc41 = TIsa.FmaLane2(acc41, b1, x4);
            acc50 = TIsa.FmaLane2(acc50, b0, x5);
            acc51 = TIsa.FmaLane2(acc51, b1, x5);
            acc60 = TIsa.FmaLane2(acc60, b0, x6);
            acc61 = TIsa.FmaLane2(acc61, b1, x6);
            acc70 = TIsa.FmaLane2(acc70, b0, x7);
            acc71 = TIsa.FmaLane2(acc71, b1, x7);
            // k 3
            b0 = Vector128.Load(b + 24);
            b1 = Vector128.Load(b + 28);
            acc00 = TIsa.FmaLane3(acc00, b0, x0);
            acc01 = TIsa.FmaLane3(acc01, b1, x0);
            acc10 = TIsa.FmaLane3(acc10, b0, x1);
            acc11 = TIsa.FmaLane3(acc11, b1, x1);
            acc20 = TIsa.FmaLane3(acc20, b0, x2);
            acc21 = TIsa.FmaLane3(acc21, b1, x2);
            acc30 = TIsa.FmaLane3(acc30, b0, x3);
            acc31 = TIsa.FmaLane3(acc31, b1, x3);
            acc40 = TIsa.FmaLane3(acc40, b0, x4);
            acc41 = TIsa.FmaLane3(acc41, b1, x4);
            acc50 = TIsa.FmaLane3(acc50, b0, x5);
            acc51 = TIsa.FmaLane3(acc51, b1, x5);
            acc60 = TIsa.FmaLane3(acc60, b0, x6);
            acc61 = TIsa.FmaLane3(acc61, b1, x6);
            acc70 = TIsa.FmaLane3(acc70, b0, x7);
            acc71 = TIsa.FmaLane3(acc71, b1, x7);
            b += 32;
            p += 4;
        }
        while (p < k);

        acc00.Store(tile + 0);
        acc01.Store(tile + 4);
        acc10.Store(tile + 8);
        acc11.Store(tile + 12);
        acc20.Store(tile + 16);
        acc21.Store(tile + 20);
        acc30.Store(tile + 24);
        acc31.Store(tile + 28);
        acc40.Store(tile + 32);
        acc41.Store(tile + 36);
        acc50.Store(tile + 40);
        acc51.Store(tile + 44);
        acc60.Store(tile + 48);
        acc61.Store(tile + 52);
        acc70.Store(tile + 56);
        acc71.Store(tile + 60);
    }
}
