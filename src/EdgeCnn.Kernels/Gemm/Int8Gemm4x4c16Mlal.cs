using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels.Gemm;

/// <summary>Int8 tile of 4 rows by 4 columns for processors without SDOT: SMULL, SMLAL, SADALP on 16 k a step.</summary>
/// <remarks>
/// Lanes: accumulator rc holds four partial sums of row r and column c; they are added at the end.
/// Two products of the same accumulator share a 16-bit sum where <typeparamref name="TRange"/> allows it: with weights in
/// −127..127 their sum is at most 2·127·128 = 32,512. The four columns' chains run interleaved, since an in-order core
/// would otherwise wait for each product.
/// Registers: 16 accumulators, 8 halves of weights, 2 halves of a row, 4 products of 32.
/// </remarks>
internal readonly unsafe struct Int8Gemm4x4c16Mlal<TIsa, TRange> : IGemmInt8MicroKernel
    where TIsa : struct, IVectorIsa
    where TRange : struct, IWeightRange
{
    public static GemmFormat Format { get; } = new($"int8-gemm-4x4c16-mlal{TRange.Suffix}-{TIsa.Name}", Mr: 4, Nr: 4, Kr: 16, KGroup: 16, RowElementBytes: 1, MacsPerCycle: 8);

    public static bool IsSupported => TIsa.IsSupported;

    public static int Mr => 4;

    public static int Nr => 4;

    public static bool TakesMinimum => !TRange.PairsFit;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(byte** rows, nint segments, nint length, sbyte* b, int* tile)
    {
        Vector128<int> acc00 = default, acc01 = default, acc02 = default, acc03 = default, acc10 = default, acc11 = default, acc12 = default, acc13 = default;
        Vector128<int> acc20 = default, acc21 = default, acc22 = default, acc23 = default, acc30 = default, acc31 = default, acc32 = default, acc33 = default;
        do
        {
            sbyte* a0 = (sbyte*)rows[0], a1 = (sbyte*)rows[1], a2 = (sbyte*)rows[2], a3 = (sbyte*)rows[3];
            rows += 4;
            nint i = 0;
            do
            {
                var b0 = Vector64.Load(b + 0);
                var b0h = Vector64.Load(b + 8);
                var b1 = Vector64.Load(b + 16);
                var b1h = Vector64.Load(b + 24);
                var b2 = Vector64.Load(b + 32);
                var b2h = Vector64.Load(b + 40);
                var b3 = Vector64.Load(b + 48);
                var b3h = Vector64.Load(b + 56);
                // row 0
                var x = Vector64.Load(a0 + i);
                var xh = Vector64.Load(a0 + i + 8);
                var p0 = TIsa.MultiplyWide(x, b0);
                var p1 = TIsa.MultiplyWide(x, b1);
                var p2 = TIsa.MultiplyWide(x, b2);
                var p3 = TIsa.MultiplyWide(x, b3);
                if (TRange.PairsFit)
                {
                    p0 = TIsa.MultiplyWideAdd(p0, xh, b0h);
                    p1 = TIsa.MultiplyWideAdd(p1, xh, b1h);
                    p2 = TIsa.MultiplyWideAdd(p2, xh, b2h);
                    p3 = TIsa.MultiplyWideAdd(p3, xh, b3h);
                }
                else
                {
                    acc00 = TIsa.AddPairsWide(acc00, p0);
                    acc01 = TIsa.AddPairsWide(acc01, p1);
                    acc02 = TIsa.AddPairsWide(acc02, p2);
                    acc03 = TIsa.AddPairsWide(acc03, p3);
                    p0 = TIsa.MultiplyWide(xh, b0h);
                    p1 = TIsa.MultiplyWide(xh, b1h);
                    p2 = TIsa.MultiplyWide(xh, b2h);
                    p3 = TIsa.MultiplyWide(xh, b3h);
                }

                acc00 = TIsa.AddPairsWide(acc00, p0);
                acc01 = TIsa.AddPairsWide(acc01, p1);
                acc02 = TIsa.AddPairsWide(acc02, p2);
                acc03 = TIsa.AddPairsWide(acc03, p3);
                // row 1
                x = Vector64.Load(a1 + i);
                xh = Vector64.Load(a1 + i + 8);
                p0 = TIsa.MultiplyWide(x, b0);
                p1 = TIsa.MultiplyWide(x, b1);
                p2 = TIsa.MultiplyWide(x, b2);
                p3 = TIsa.MultiplyWide(x, b3);
                if (TRange.PairsFit)
                {
                    p0 = TIsa.MultiplyWideAdd(p0, xh, b0h);
                    p1 = TIsa.MultiplyWideAdd(p1, xh, b1h);
                    p2 = TIsa.MultiplyWideAdd(p2, xh, b2h);
                    p3 = TIsa.MultiplyWideAdd(p3, xh, b3h);
                }
                else
                {
                    acc10 = TIsa.AddPairsWide(acc10, p0);
                    acc11 = TIsa.AddPairsWide(acc11, p1);
                    acc12 = TIsa.AddPairsWide(acc12, p2);
                    acc13 = TIsa.AddPairsWide(acc13, p3);
                    p0 = TIsa.MultiplyWide(xh, b0h);
                    p1 = TIsa.MultiplyWide(xh, b1h);
                    p2 = TIsa.MultiplyWide(xh, b2h);
                    p3 = TIsa.MultiplyWide(xh, b3h);
                }

                acc10 = TIsa.AddPairsWide(acc10, p0);
                acc11 = TIsa.AddPairsWide(acc11, p1);
                acc12 = TIsa.AddPairsWide(acc12, p2);
                acc13 = TIsa.AddPairsWide(acc13, p3);
                // row 2
                x = Vector64.Load(a2 + i);
                xh = Vector64.Load(a2 + i + 8);
                p0 = TIsa.MultiplyWide(x, b0);
                p1 = TIsa.MultiplyWide(x, b1);
                p2 = TIsa.MultiplyWide(x, b2);
                p3 = TIsa.MultiplyWide(x, b3);
                if (TRange.PairsFit)
                {
                    p0 = TIsa.MultiplyWideAdd(p0, xh, b0h);
                    p1 = TIsa.MultiplyWideAdd(p1, xh, b1h);
                    p2 = TIsa.MultiplyWideAdd(p2, xh, b2h);
                    p3 = TIsa.MultiplyWideAdd(p3, xh, b3h);
                }
                else
                {
                    acc20 = TIsa.AddPairsWide(acc20, p0);
                    acc21 = TIsa.AddPairsWide(acc21, p1);
                    acc22 = TIsa.AddPairsWide(acc22, p2);
                    acc23 = TIsa.AddPairsWide(acc23, p3);
                    p0 = TIsa.MultiplyWide(xh, b0h);
                    p1 = TIsa.MultiplyWide(xh, b1h);
                    p2 = TIsa.MultiplyWide(xh, b2h);
                    p3 = TIsa.MultiplyWide(xh, b3h);
                }

                acc20 = TIsa.AddPairsWide(acc20, p0);
                acc21 = TIsa.AddPairsWide(acc21, p1);
                acc22 = TIsa.AddPairsWide(acc22, p2);
                acc23 = TIsa.AddPairsWide(acc23, p3);
                // row 3
                x = Vector64.Load(a3 + i);
                xh = Vector64.Load(a3 + i + 8);
                p0 = TIsa.MultiplyWide(x, b0);
                p1 = TIsa.MultiplyWide(x, b1);
                p2 = TIsa.MultiplyWide(x, b2);
                p3 = TIsa.MultiplyWide(x, b3);
                if (TRange.PairsFit)
                {
                    p0 = TIsa.MultiplyWideAdd(p0, xh, b0h);
                    p1 = TIsa.MultiplyWideAdd(p1, xh, b1h);
                    p2 = TIsa.MultiplyWideAdd(p2, xh, b2h);
                    p3 = TIsa.MultiplyWideAdd(p3, xh, b3h);
                }
                else
                {
                    acc30 = TIsa.AddPairsWide(acc30, p0);
                    acc31 = TIsa.AddPairsWide(acc31, p1);
                    acc32 = TIsa.AddPairsWide(acc32, p2);
                    acc33 = TIsa.AddPairsWide(acc33, p3);
                    p0 = TIsa.MultiplyWide(xh, b0h);
                    p1 = TIsa.MultiplyWide(xh, b1h);
                    p2 = TIsa.MultiplyWide(xh, b2h);
                    p3 = TIsa.MultiplyWide(xh, b3h);
                }

                acc30 = TIsa.AddPairsWide(acc30, p0);
                acc31 = TIsa.AddPairsWide(acc31, p1);
                acc32 = TIsa.AddPairsWide(acc32, p2);
                acc33 = TIsa.AddPairsWide(acc33, p3);
                b += 64;
                i += 16;
            }
            while (i < length);
        }
        while (--segments != 0);

        TIsa.AddPairs(TIsa.AddPairs(acc00, acc01), TIsa.AddPairs(acc02, acc03)).Store(tile);
        TIsa.AddPairs(TIsa.AddPairs(acc10, acc11), TIsa.AddPairs(acc12, acc13)).Store(tile + 4);
        TIsa.AddPairs(TIsa.AddPairs(acc20, acc21), TIsa.AddPairs(acc22, acc23)).Store(tile + 8);
        TIsa.AddPairs(TIsa.AddPairs(acc30, acc31), TIsa.AddPairs(acc32, acc33)).Store(tile + 12);
    }
}
