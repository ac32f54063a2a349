using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels.Gemm;

/// <summary>Int8 tile of 8 rows by 8 columns by SDOT: 16 accumulators, 64 SDOT a step of 16 k.</summary>
/// <remarks>
/// Lanes: accumulator rc holds columns 4c..4c+3 of row r. Register xr holds 16 k of row r; the packed weights give four k of
/// four columns a vector, so lane q of xr meets the q-th group of four k.
/// Registers: 16 accumulators, 8 rows, 2 weights of 32.
/// </remarks>
internal readonly unsafe struct Int8Gemm8x8c4Dot<TIsa> : IGemmInt8MicroKernel
    where TIsa : struct, IDotIsa
{
    public static GemmFormat Format { get; } = new("int8-gemm-8x8c4-" + TIsa.Name, Mr: 8, Nr: 8, Kr: 16, KGroup: 4, RowElementBytes: 1, MacsPerCycle: 32);

    public static bool IsSupported => TIsa.IsSupported;

    public static int Mr => 8;

    public static int Nr => 8;

    [MethodImpl(Compilation.Hot)]
    public static void Run(byte** rows, nint segments, nint length, sbyte* b, int* tile)
    {
        Vector128<int> acc00 = default, acc01 = default, acc10 = default, acc11 = default, acc20 = default, acc21 = default, acc30 = default, acc31 = default;
        Vector128<int> acc40 = default, acc41 = default, acc50 = default, acc51 = default, acc60 = default, acc61 = default, acc70 = default, acc71 = default;
        do
        {
            sbyte* a0 = (sbyte*)rows[0], a1 = (sbyte*)rows[1], a2 = (sbyte*)rows[2], a3 = (sbyte*)rows[3], a4 = (sbyte*)rows[4], a5 = (sbyte*)rows[5], a6 = (sbyte*)rows[6], a7 = (sbyte*)rows[7];
            rows += 8;
            nint p = 0;
            do
            {
                Vector128<sbyte> x0 = Vector128.Load(a0 + p);
                Vector128<sbyte> x1 = Vector128.Load(a1 + p);
                Vector128<sbyte> x2 = Vector128.Load(a2 + p);
                Vector128<sbyte> x3 = Vector128.Load(a3 + p);
                Vector128<sbyte> x4 = Vector128.Load(a4 + p);
                Vector128<sbyte> x5 = Vector128.Load(a5 + p);
                Vector128<sbyte> x6 = Vector128.Load(a6 + p);
                Vector128<sbyte> x7 = Vector128.Load(a7 + p);
                // k 0..3
                var b0 = Vector128.Load(b + 0);
                var b1 = Vector128.Load(b + 16);
                acc00 = TIsa.DotLane0(acc00, b0, x0);
                acc01 = TIsa.DotLane0(acc01, b1, x0);
                acc10 = TIsa.DotLane0(acc10, b0, x1);
                acc11 = TIsa.DotLane0(acc11, b1, x1);
                acc20 = TIsa.DotLane0(acc20, b0, x2);
                acc21 = TIsa.DotLane0(acc21, b1, x2);
                acc30 = TIsa.DotLane0(acc30, b0, x3);
                acc31 = TIsa.DotLane0(acc31, b1, x3);
                acc40 = TIsa.DotLane0(acc40, b0, x4);
                acc41 = TIsa.DotLane0(acc41, b1, x4);
                acc50 = TIsa.DotLane0(acc50, b0, x5);
                acc51 = TIsa.DotLane0(acc51, b1, x5);
                acc60 = TIsa.DotLane0(acc60, b0, x6);
                acc61 = TIsa.DotLane0(acc61, b1, x6);
                acc70 = TIsa.DotLane0(acc70, b0, x7);
                acc71 = TIsa.DotLane0(acc71, b1, x7);
                // k 4..7
                b0 = Vector128.Load(b + 32);
                b1 = Vector128.Load(b + 48);
                acc00 = TIsa.DotLane1(acc00, b0, x0);
                acc01 = TIsa.DotLane1(acc01, b1, x0);
                acc10 = TIsa.DotLane1(acc10, b0, x1);
                acc11 = TIsa.DotLane1(acc11, b1, x1);
                acc20 = TIsa.DotLane1(acc20, b0, x2);
                acc21 = TIsa.DotLane1(acc21, b1, x2);
                acc30 = TIsa.DotLane1(acc30, b0, x3);
                acc31 = TIsa.DotLane1(acc31, b1, x3);
                acc40 = TIsa.DotLane1(acc40, b0, x4);
                acc41 = TIsa.DotLane1(acc41, b1, x4);
                acc50 = TIsa.DotLane1(acc50, b0, x5);
                acc51 = TIsa.DotLane1(acc51, b1, x5);
                acc60 = TIsa.DotLane1(acc60, b0, x6);
                acc61 = TIsa.DotLane1(acc61, b1, x6);
                acc70 = TIsa.DotLane1(acc70, b0, x7);
                acc71 = TIsa.DotLane1(acc71, b1, x7);
                // k 8..11
                b0 = Vector128.Load(b + 64);
                b1 = Vector128.Load(b + 80);
                acc00 = TIsa.DotLane2(acc00, b0, x0);
                acc01 = TIsa.DotLane2(acc01, b1, x0);
                acc10 = TIsa.DotLane2(acc10, b0, x1);
                acc11 = TIsa.DotLane2(acc11, b1, x1);
                acc20 = TIsa.DotLane2(acc20, b0, x2);
                acc21 = TIsa.DotLane2(acc21, b1, x2);
                acc30 = TIsa.DotLane2(acc30, b0, x3);
                acc31 = TIsa.DotLane2(acc31, b1, x3);
                acc40 = TIsa.DotLane2(acc40, b0, x4);
                acc41 = TIsa.DotLane2(acc41, b1, x4);
                acc50 = TIsa.DotLane2(acc50, b0, x5);
                acc51 = TIsa.DotLane2(acc51, b1, x5);
                acc60 = TIsa.DotLane2(acc60, b0, x6);
                acc61 = TIsa.DotLane2(acc61, b1, x6);
                acc70 = TIsa.DotLane2(acc70, b0, x7);
                acc71 = TIsa.DotLane2(acc71, b1, x7);
                // k 12..15
                b0 = Vector128.Load(b + 96);
                b1 = Vector128.Load(b + 112);
                acc00 = TIsa.DotLane3(acc00, b0, x0);
                acc01 = TIsa.DotLane3(acc01, b1, x0);
                acc10 = TIsa.DotLane3(acc10, b0, x1);
                acc11 = TIsa.DotLane3(acc11, b1, x1);
                acc20 = TIsa.DotLane3(acc20, b0, x2);
                acc21 = TIsa.DotLane3(acc21, b1, x2);
                acc30 = TIsa.DotLane3(acc30, b0, x3);
                acc31 = TIsa.DotLane3(acc31, b1, x3);
                acc40 = TIsa.DotLane3(acc40, b0, x4);
                acc41 = TIsa.DotLane3(acc41, b1, x4);
                acc50 = TIsa.DotLane3(acc50, b0, x5);
                acc51 = TIsa.DotLane3(acc51, b1, x5);
                acc60 = TIsa.DotLane3(acc60, b0, x6);
                acc61 = TIsa.DotLane3(acc61, b1, x6);
                acc70 = TIsa.DotLane3(acc70, b0, x7);
                acc71 = TIsa.DotLane3(acc71, b1, x7);
                b += 128;
                p += 16;
            }
            while (p < length);
        }
        while (--segments != 0);

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
