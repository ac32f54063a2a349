using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels.Gemm;

/// <summary>Int8 tile of 1 row by 16 columns by SDOT, for dense layers at batch 1: bound by the loads of weights.</summary>
/// <remarks>
/// Lanes: accumulator c holds columns 4c..4c+3. Register x holds 16 k of the row; its lane q, four k, meets four k of four
/// columns a vector.
/// <code>
///                b0               b1            b2            b3       four k of columns
///   x[q] ·  [0  1  2  3]    [4  5  6  7]  [8  9 10 11]  [12 .. 15]     added to acc0 .. acc3
/// </code>
/// Registers: 4 accumulators, 1 row, 4 weights of 32.
/// </remarks>
internal readonly unsafe struct Int8Gemv1x16c4Dot<TIsa> : IGemmInt8MicroKernel
    where TIsa : struct, IDotIsa
{
    public static GemmFormat Format { get; } = new("int8-gemv-1x16c4-" + TIsa.Name, Mr: 1, Nr: 16, Kr: 16, KGroup: 4, RowElementBytes: 1, MacsPerCycle: 16);

    public static bool IsSupported => TIsa.IsSupported;

    public static int Mr => 1;

    public static int Nr => 16;

    [MethodImpl(Compilation.Hot)]
    public static void Run(byte** rows, nint segments, nint length, sbyte* b, int* tile)
    {
        Vector128<int> acc0 = default, acc1 = default, acc2 = default, acc3 = default;
        do
        {
            sbyte* a = (sbyte*)*rows++;
            nint p = 0;
            do
            {
                var x = Vector128.Load(a + p);
                // k 0..3
                var b0 = Vector128.Load(b + 0);
                var b1 = Vector128.Load(b + 16);
                var b2 = Vector128.Load(b + 32);
                var b3 = Vector128.Load(b + 48);
                acc0 = TIsa.DotLane0(acc0, b0, x);
                acc1 = TIsa.DotLane0(acc1, b1, x);
                acc2 = TIsa.DotLane0(acc2, b2, x);
                acc3 = TIsa.DotLane0(acc3, b3, x);
                // k 4..7
                b0 = Vector128.Load(b + 64);
                b1 = Vector128.Load(b + 80);
                b2 = Vector128.Load(b + 96);
                b3 = Vector128.Load(b + 112);
                acc0 = TIsa.DotLane1(acc0, b0, x);
                acc1 = TIsa.DotLane1(acc1, b1, x);
                acc2 = TIsa.DotLane1(acc2, b2, x);
                acc3 = TIsa.DotLane1(acc3, b3, x);
                // k 8..11
                b0 = Vector128.Load(b + 128);
                b1 = Vector128.Load(b + 144);
                b2 = Vector128.Load(b + 160);
                b3 = Vector128.Load(b + 176);
                acc0 = TIsa.DotLane2(acc0, b0, x);
                acc1 = TIsa.DotLane2(acc1, b1, x);
                acc2 = TIsa.DotLane2(acc2, b2, x);
                acc3 = TIsa.DotLane2(acc3, b3, x);
                // k 12..15
                b0 = Vector128.Load(b + 192);
                b1 = Vector128.Load(b + 208);
                b2 = Vector128.Load(b + 224);
                b3 = Vector128.Load(b + 240);
                acc0 = TIsa.DotLane3(acc0, b0, x);
                acc1 = TIsa.DotLane3(acc1, b1, x);
                acc2 = TIsa.DotLane3(acc2, b2, x);
                acc3 = TIsa.DotLane3(acc3, b3, x);
                b += 256;
                p += 16;
            }
            while (p < length);
        }
        while (--segments != 0);

        acc0.Store(tile);
        acc1.Store(tile + 4);
        acc2.Store(tile + 8);
        acc3.Store(tile + 12);
    }
}
