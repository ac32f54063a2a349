using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels.Gemm;

/// <summary>Int8 tile of 4 rows by 4, 8 or 16 columns for processors without SDOT: SMULL, SMLAL, SADALP on 16 k at a time, two of them a step, four columns after the other.</summary>
/// <remarks>
/// Lanes: accumulator rc holds four partial sums of row r and column c; they are added at the end.
/// <code>
///   x  (row r, k 0..7)   · b_c  (column c, k 0..7)    p_c  = eight products of 16 bits                  SMULL
///   xh (row r, k 8..15)  · b_ch (column c, k 8..15)   p_c += eight more, where the weights allow it     SMLAL
///                                                     acc_rc[i] += p_c[2i] + p_c[2i+1], in 32 bits      SADALP
/// </code>
/// Two products of the same accumulator share a 16-bit sum where <typeparamref name="TRange"/> allows it: with weights in
/// −127..127 their sum is at most 2·127·128 = 32,512. The four columns' chains run interleaved, since an in-order core
/// would otherwise wait for each product. Wider panels mean fewer calls and give the store rows of eight and sixteen.
/// Registers: 16 accumulators, 8 halves of weights, 2 halves of a row, 4 products of 32.
/// </remarks>
internal readonly unsafe struct Int8Gemm4xNc16Mlal<TIsa, TRange, TPanel> : IGemmInt8MicroKernel
    where TIsa : struct, IVectorIsa
    where TRange : struct, IWeightRange
    where TPanel : struct, IMlalPanel
{
    public static GemmFormat Format { get; } = new($"int8-gemm-4x{4 * TPanel.Quads}c16-mlal{TRange.Suffix}-{TIsa.Name}", Mr: 4, Nr: 4 * TPanel.Quads, Kr: 16, KGroup: 16, RowElementBytes: 1, MacsPerCycle: 7.8 + (0.2 * TPanel.Quads));

    public static bool IsSupported => TIsa.IsSupported;

    public static int Mr => 4;

    public static int Nr => 4 * TPanel.Quads;

    public static bool TakesMinimum => !TRange.PairsFit;

    [MethodImpl(Compilation.Hot)]
    public static void Run(byte** rows, nint segments, nint length, sbyte* b, int* tile)
    {
        nint quads = TPanel.Quads;
        do
        {
            Vector128<int> acc00 = default, acc01 = default, acc02 = default, acc03 = default, acc10 = default, acc11 = default, acc12 = default, acc13 = default;
            Vector128<int> acc20 = default, acc21 = default, acc22 = default, acc23 = default, acc30 = default, acc31 = default, acc32 = default, acc33 = default;
            byte** places = rows;
            sbyte* weights = b;
            nint pieces = segments;
            do
            {
                sbyte* a0 = (sbyte*)places[0], a1 = (sbyte*)places[1], a2 = (sbyte*)places[2], a3 = (sbyte*)places[3];
                places += 4;
                nint left = length;
                do
                {
                    // A row is on its way while the products of the one before are added.
                    Vector64<sbyte> x = Vector64.Load(a0), xh = Vector64.Load(a0 + 8);
                    Vector64<sbyte> b0 = Vector64.Load(weights), b0h = Vector64.Load(weights + 8);
                    Vector64<sbyte> b1 = Vector64.Load(weights + 16), b1h = Vector64.Load(weights + 24);
                    Vector64<sbyte> b2 = Vector64.Load(weights + 32), b2h = Vector64.Load(weights + 40);
                    Vector64<sbyte> b3 = Vector64.Load(weights + 48), b3h = Vector64.Load(weights + 56);
                    Vector128<short> p0 = TIsa.MultiplyWide(x, b0), p1 = TIsa.MultiplyWide(x, b1), p2 = TIsa.MultiplyWide(x, b2), p3 = TIsa.MultiplyWide(x, b3);
                    p0 = Pair(p0, xh, b0h, ref acc00);
                    p1 = Pair(p1, xh, b1h, ref acc01);
                    p2 = Pair(p2, xh, b2h, ref acc02);
                    p3 = Pair(p3, xh, b3h, ref acc03);
                    x = Vector64.Load(a1);
                    xh = Vector64.Load(a1 + 8);
                    acc00 = TIsa.AddPairsWide(acc00, p0);
                    acc01 = TIsa.AddPairsWide(acc01, p1);
                    acc02 = TIsa.AddPairsWide(acc02, p2);
                    acc03 = TIsa.AddPairsWide(acc03, p3);
                    p0 = TIsa.MultiplyWide(x, b0);
                    p1 = TIsa.MultiplyWide(x, b1);
                    p2 = TIsa.MultiplyWide(x, b2);
                    p3 = TIsa.MultiplyWide(x, b3);
                    p0 = Pair(p0, xh, b0h, ref acc10);
                    p1 = Pair(p1, xh, b1h, ref acc11);
                    p2 = Pair(p2, xh, b2h, ref acc12);
                    p3 = Pair(p3, xh, b3h, ref acc13);
                    x = Vector64.Load(a2);
                    xh = Vector64.Load(a2 + 8);
                    acc10 = TIsa.AddPairsWide(acc10, p0);
                    acc11 = TIsa.AddPairsWide(acc11, p1);
                    acc12 = TIsa.AddPairsWide(acc12, p2);
                    acc13 = TIsa.AddPairsWide(acc13, p3);
                    p0 = TIsa.MultiplyWide(x, b0);
                    p1 = TIsa.MultiplyWide(x, b1);
                    p2 = TIsa.MultiplyWide(x, b2);
                    p3 = TIsa.MultiplyWide(x, b3);
                    p0 = Pair(p0, xh, b0h, ref acc20);
                    p1 = Pair(p1, xh, b1h, ref acc21);
                    p2 = Pair(p2, xh, b2h, ref acc22);
                    p3 = Pair(p3, xh, b3h, ref acc23);
                    x = Vector64.Load(a3);
                    xh = Vector64.Load(a3 + 8);
                    acc20 = TIsa.AddPairsWide(acc20, p0);
                    acc21 = TIsa.AddPairsWide(acc21, p1);
                    acc22 = TIsa.AddPairsWide(acc22, p2);
                    acc23 = TIsa.AddPairsWide(acc23, p3);
                    p0 = TIsa.MultiplyWide(x, b0);
                    p1 = TIsa.MultiplyWide(x, b1);
                    p2 = TIsa.MultiplyWide(x, b2);
                    p3 = TIsa.MultiplyWide(x, b3);
                    p0 = Pair(p0, xh, b0h, ref acc30);
                    p1 = Pair(p1, xh, b1h, ref acc31);
                    p2 = Pair(p2, xh, b2h, ref acc32);
                    p3 = Pair(p3, xh, b3h, ref acc33);
                    acc30 = TIsa.AddPairsWide(acc30, p0);
                    acc31 = TIsa.AddPairsWide(acc31, p1);
                    acc32 = TIsa.AddPairsWide(acc32, p2);
                    acc33 = TIsa.AddPairsWide(acc33, p3);
                    weights += TPanel.Quads * 64;
                    left -= 16;
                    if (left == 0)
                        break;
                    // The second 16 k.
                    x = Vector64.Load(a0 + 16);
                    xh = Vector64.Load(a0 + 24);
                    b0 = Vector64.Load(weights);
                    b0h = Vector64.Load(weights + 8);
                    b1 = Vector64.Load(weights + 16);
                    b1h = Vector64.Load(weights + 24);
                    b2 = Vector64.Load(weights + 32);
                    b2h = Vector64.Load(weights + 40);
                    b3 = Vector64.Load(weights + 48);
                    b3h = Vector64.Load(weights + 56);
                    p0 = TIsa.MultiplyWide(x, b0);
                    p1 = TIsa.MultiplyWide(x, b1);
                    p2 = TIsa.MultiplyWide(x, b2);
                    p3 = TIsa.MultiplyWide(x, b3);
                    p0 = Pair(p0, xh, b0h, ref acc00);
                    p1 = Pair(p1, xh, b1h, ref acc01);
                    p2 = Pair(p2, xh, b2h, ref acc02);
                    p3 = Pair(p3, xh, b3h, ref acc03);
                    x = Vector64.Load(a1 + 16);
                    xh = Vector64.Load(a1 + 24);
                    acc00 = TIsa.AddPairsWide(acc00, p0);
                    acc01 = TIsa.AddPairsWide(acc01, p1);
                    acc02 = TIsa.AddPairsWide(acc02, p2);
                    acc03 = TIsa.AddPairsWide(acc03, p3);
                    p0 = TIsa.MultiplyWide(x, b0);
                    p1 = TIsa.MultiplyWide(x, b1);
                    p2 = TIsa.MultiplyWide(x, b2);
                    p3 = TIsa.MultiplyWide(x, b3);
                    p0 = Pair(p0, xh, b0h, ref acc10);
                    p1 = Pair(p1, xh, b1h, ref acc11);
                    p2 = Pair(p2, xh, b2h, ref acc12);
                    p3 = Pair(p3, xh, b3h, ref acc13);
                    x = Vector64.Load(a2 + 16);
                    xh = Vector64.Load(a2 + 24);
                    acc10 = TIsa.AddPairsWide(acc10, p0);
                    acc11 = TIsa.AddPairsWide(acc11, p1);
                    acc12 = TIsa.AddPairsWide(acc12, p2);
                    acc13 = TIsa.AddPairsWide(acc13, p3);
                    p0 = TIsa.MultiplyWide(x, b0);
                    p1 = TIsa.MultiplyWide(x, b1);
                    p2 = TIsa.MultiplyWide(x, b2);
                    p3 = TIsa.MultiplyWide(x, b3);
                    p0 = Pair(p0, xh, b0h, ref acc20);
                    p1 = Pair(p1, xh, b1h, ref acc21);
                    p2 = Pair(p2, xh, b2h, ref acc22);
                    p3 = Pair(p3, xh, b3h, ref acc23);
                    x = Vector64.Load(a3 + 16);
                    xh = Vector64.Load(a3 + 24);
                    acc20 = TIsa.AddPairsWide(acc20, p0);
                    acc21 = TIsa.AddPairsWide(acc21, p1);
                    acc22 = TIsa.AddPairsWide(acc22, p2);
                    acc23 = TIsa.AddPairsWide(acc23, p3);
                    p0 = TIsa.MultiplyWide(x, b0);
                    p1 = TIsa.MultiplyWide(x, b1);
                    p2 = TIsa.MultiplyWide(x, b2);
                    p3 = TIsa.MultiplyWide(x, b3);
                    p0 = Pair(p0, xh, b0h, ref acc30);
                    p1 = Pair(p1, xh, b1h, ref acc31);
                    p2 = Pair(p2, xh, b2h, ref acc32);
                    p3 = Pair(p3, xh, b3h, ref acc33);
                    acc30 = TIsa.AddPairsWide(acc30, p0);
                    acc31 = TIsa.AddPairsWide(acc31, p1);
                    acc32 = TIsa.AddPairsWide(acc32, p2);
                    acc33 = TIsa.AddPairsWide(acc33, p3);
                    weights += TPanel.Quads * 64;
                    left -= 16;
                    a0 += 32;
                    a1 += 32;
                    a2 += 32;
                    a3 += 32;
                }
                while (left != 0);
            }
            while (--pieces != 0);

            TIsa.AddPairs(TIsa.AddPairs(acc00, acc01), TIsa.AddPairs(acc02, acc03)).Store(tile);
            TIsa.AddPairs(TIsa.AddPairs(acc10, acc11), TIsa.AddPairs(acc12, acc13)).Store(tile + (4 * TPanel.Quads));
            TIsa.AddPairs(TIsa.AddPairs(acc20, acc21), TIsa.AddPairs(acc22, acc23)).Store(tile + (8 * TPanel.Quads));
            TIsa.AddPairs(TIsa.AddPairs(acc30, acc31), TIsa.AddPairs(acc32, acc33)).Store(tile + (12 * TPanel.Quads));
            b += 64;
            tile += 4;
        }
        while (--quads != 0);
    }

    // The products of the second 8 k: on top of those of the first where both fit 16 bits, otherwise those go to the sum first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Pair(Vector128<short> first, Vector64<sbyte> x, Vector64<sbyte> b, ref Vector128<int> sum)
    {
        if (TRange.PairsFit)
            return TIsa.MultiplyWideAdd(first, x, b);
        sum = TIsa.AddPairsWide(sum, first);
        return TIsa.MultiplyWide(x, b);
    }
}
