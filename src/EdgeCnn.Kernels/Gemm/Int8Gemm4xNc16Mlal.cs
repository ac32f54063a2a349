using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels.Gemm;

/// <summary>Int8 tile of 4 rows by 4, 8 or 16 columns for processors without SDOT: SMULL, SMLAL, SADALP on 16 k a step, four columns after the other.</summary>
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
                nint steps = (nint)((nuint)length >> 4);
                do
                {
                    var x = Vector64.Load(a0);
                    var xh = Vector64.Load(a0 + 8);
                    a0 += 16;
                    var b0 = Vector64.Load(weights + 0);
                    var b0h = Vector64.Load(weights + 8);
                    var b1 = Vector64.Load(weights + 16);
                    var b1h = Vector64.Load(weights + 24);
                    var b2 = Vector64.Load(weights + 32);
                    var b2h = Vector64.Load(weights + 40);
                    var b3 = Vector64.Load(weights + 48);
                    var b3h = Vector64.Load(weights + 56);
                    weights += TPanel.Quads * 64;
                    // row 0; the next row is on its way while this one's products are added
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

                    x = Vector64.Load(a1);
                    xh = Vector64.Load(a1 + 8);
                    a1 += 16;
                    acc00 = TIsa.AddPairsWide(acc00, p0);
                    acc01 = TIsa.AddPairsWide(acc01, p1);
                    acc02 = TIsa.AddPairsWide(acc02, p2);
                    acc03 = TIsa.AddPairsWide(acc03, p3);
                    // row 1
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

                    x = Vector64.Load(a2);
                    xh = Vector64.Load(a2 + 8);
                    a2 += 16;
                    acc10 = TIsa.AddPairsWide(acc10, p0);
                    acc11 = TIsa.AddPairsWide(acc11, p1);
                    acc12 = TIsa.AddPairsWide(acc12, p2);
                    acc13 = TIsa.AddPairsWide(acc13, p3);
                    // row 2
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

                    x = Vector64.Load(a3);
                    xh = Vector64.Load(a3 + 8);
                    a3 += 16;
                    acc20 = TIsa.AddPairsWide(acc20, p0);
                    acc21 = TIsa.AddPairsWide(acc21, p1);
                    acc22 = TIsa.AddPairsWide(acc22, p2);
                    acc23 = TIsa.AddPairsWide(acc23, p3);
                    // row 3
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
                }
                while (--steps != 0);
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
}

/// <summary>How wide a panel is.</summary>
internal interface IMlalPanel
{
    /// <summary>Its columns over 4.</summary>
    static abstract int Quads { get; }
}

/// <summary>Four columns: less is wasted where there are few output channels.</summary>
internal readonly struct FourColumns : IMlalPanel
{
    public static int Quads => 1;
}

/// <summary>Eight columns.</summary>
internal readonly struct EightColumns : IMlalPanel
{
    public static int Quads => 2;
}

/// <summary>Sixteen columns: fewest calls and stores.</summary>
internal readonly struct SixteenColumns : IMlalPanel
{
    public static int Quads => 4;
}
