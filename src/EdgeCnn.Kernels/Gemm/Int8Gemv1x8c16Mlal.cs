using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels.Gemm;

/// <summary>Int8 tile of 1 row by 8 columns for processors without SDOT, for dense layers at batch 1.</summary>
/// <remarks>
/// Lanes: accumulator c holds four partial sums of column c; they are added at the end.
/// <code>
///   x  (k 0..7)  · b_c (k 0..7)    p  = eight products of 16 bits                SMULL
///   xh (k 8..15) · b_c (k 8..15)   p += eight more, where the weights allow it   SMLAL
///                                  acc_c[i] += p[2i] + p[2i+1]                   SADALP
/// </code>
/// Registers: 8 accumulators, 2 halves of the row, 4 products, weights from memory, of 32.
/// </remarks>
internal readonly unsafe struct Int8Gemv1x8c16Mlal<TIsa, TRange> : IGemmInt8MicroKernel
    where TIsa : struct, IVectorIsa
    where TRange : struct, IWeightRange
{
    public static GemmFormat Format { get; } = new($"int8-gemv-1x8c16-mlal{TRange.Suffix}-{TIsa.Name}", Mr: 1, Nr: 8, Kr: 16, KGroup: 16, RowElementBytes: 1, MacsPerCycle: 5);

    public static bool IsSupported => TIsa.IsSupported;

    public static int Mr => 1;

    public static int Nr => 8;

    public static bool TakesMinimum => !TRange.PairsFit;

    [MethodImpl(Compilation.Hot)]
    public static void Run(byte** rows, nint segments, nint length, sbyte* b, int* tile)
    {
        Vector128<int> acc0 = default, acc1 = default, acc2 = default, acc3 = default, acc4 = default, acc5 = default, acc6 = default, acc7 = default;
        do
        {
            sbyte* a = (sbyte*)*rows++;
            nint i = 0;
            do
            {
                var x = Vector64.Load(a + i);
                var xh = Vector64.Load(a + i + 8);
                // columns 0..3
                var p0 = TIsa.MultiplyWide(x, Vector64.Load(b + 0));
                var p1 = TIsa.MultiplyWide(x, Vector64.Load(b + 16));
                var p2 = TIsa.MultiplyWide(x, Vector64.Load(b + 32));
                var p3 = TIsa.MultiplyWide(x, Vector64.Load(b + 48));
                if (TRange.PairsFit)
                {
                    p0 = TIsa.MultiplyWideAdd(p0, xh, Vector64.Load(b + 8));
                    p1 = TIsa.MultiplyWideAdd(p1, xh, Vector64.Load(b + 24));
                    p2 = TIsa.MultiplyWideAdd(p2, xh, Vector64.Load(b + 40));
                    p3 = TIsa.MultiplyWideAdd(p3, xh, Vector64.Load(b + 56));
                }
                else
                {
                    acc0 = TIsa.AddPairsWide(acc0, p0);
                    acc1 = TIsa.AddPairsWide(acc1, p1);
                    acc2 = TIsa.AddPairsWide(acc2, p2);
                    acc3 = TIsa.AddPairsWide(acc3, p3);
                    p0 = TIsa.MultiplyWide(xh, Vector64.Load(b + 8));
                    p1 = TIsa.MultiplyWide(xh, Vector64.Load(b + 24));
                    p2 = TIsa.MultiplyWide(xh, Vector64.Load(b + 40));
                    p3 = TIsa.MultiplyWide(xh, Vector64.Load(b + 56));
                }

                acc0 = TIsa.AddPairsWide(acc0, p0);
                acc1 = TIsa.AddPairsWide(acc1, p1);
                acc2 = TIsa.AddPairsWide(acc2, p2);
                acc3 = TIsa.AddPairsWide(acc3, p3);
                // columns 4..7
                p0 = TIsa.MultiplyWide(x, Vector64.Load(b + 64));
                p1 = TIsa.MultiplyWide(x, Vector64.Load(b + 80));
                p2 = TIsa.MultiplyWide(x, Vector64.Load(b + 96));
                p3 = TIsa.MultiplyWide(x, Vector64.Load(b + 112));
                if (TRange.PairsFit)
                {
                    p0 = TIsa.MultiplyWideAdd(p0, xh, Vector64.Load(b + 72));
                    p1 = TIsa.MultiplyWideAdd(p1, xh, Vector64.Load(b + 88));
                    p2 = TIsa.MultiplyWideAdd(p2, xh, Vector64.Load(b + 104));
                    p3 = TIsa.MultiplyWideAdd(p3, xh, Vector64.Load(b + 120));
                }
                else
                {
                    acc4 = TIsa.AddPairsWide(acc4, p0);
                    acc5 = TIsa.AddPairsWide(acc5, p1);
                    acc6 = TIsa.AddPairsWide(acc6, p2);
                    acc7 = TIsa.AddPairsWide(acc7, p3);
                    p0 = TIsa.MultiplyWide(xh, Vector64.Load(b + 72));
                    p1 = TIsa.MultiplyWide(xh, Vector64.Load(b + 88));
                    p2 = TIsa.MultiplyWide(xh, Vector64.Load(b + 104));
                    p3 = TIsa.MultiplyWide(xh, Vector64.Load(b + 120));
                }

                acc4 = TIsa.AddPairsWide(acc4, p0);
                acc5 = TIsa.AddPairsWide(acc5, p1);
                acc6 = TIsa.AddPairsWide(acc6, p2);
                acc7 = TIsa.AddPairsWide(acc7, p3);
                b += 128;
                i += 16;
            }
            while (i < length);
        }
        while (--segments != 0);

        TIsa.AddPairs(TIsa.AddPairs(acc0, acc1), TIsa.AddPairs(acc2, acc3)).Store(tile);
        TIsa.AddPairs(TIsa.AddPairs(acc4, acc5), TIsa.AddPairs(acc6, acc7)).Store(tile + 4);
    }
}
