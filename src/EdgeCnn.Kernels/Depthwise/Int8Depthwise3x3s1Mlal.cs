using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Isa;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.Depthwise;

/// <summary>Int8 3x3 windows, one beside the other: four outputs of eight channels a step, SMULL, SMLAL, SADDW.</summary>
/// <remarks>
/// <code>
/// columns   0 1 2 3 4 5      each eight codes, loaded once a row
/// output 0  a b c            sum0 += x[0]·a + x[1]·b + x[2]·c
/// output 1    a b c
/// output 2      a b c
/// output 3        a b c
/// </code>
/// Two products share a 16-bit sum: the first two taps of a row, its third and the next row's first, that row's others, the last row's
/// first two; its third is alone. With weights in −127..127 a sum of two is at most 2·127·128 = 32,512.
/// Registers: 9 halves of weights, 8 sums, 6 halves of columns, 4 products, 4 waiting for the next row.
/// </remarks>
internal readonly unsafe struct Int8Depthwise3x3s1Mlal<TIsa, TRange> : IDepthwiseInt8MicroKernel
    where TIsa : struct, IVectorIsa
    where TRange : struct, IWeightRange
{
    public static string Name => $"int8-depthwise-3x3s1-mlal{TRange.Suffix}-{TIsa.Name}";

    public static bool IsSupported => TIsa.IsSupported;

    public static ActivationSign Sign => ActivationSign.Signed;

    public static bool TakesMinimum => !TRange.PairsFit;

    public static int Size => 3;

    public static int Stride => 1;

    public static int Channels => 8;

    public static double Cycles => 28;

    public static int PackedBlock => 72;

    public static void Pack(ReadOnlySpan<sbyte> taps, Span<sbyte> packed) => taps.CopyTo(packed);

    [MethodImpl(Compilation.Hot)]
    public static void Run(byte** rows, byte* output, nint count, in DepthwiseInt8Layer layer)
    {
        nint p1 = layer.Pitch, p2 = 2 * p1, p3 = 3 * p1, p4 = 4 * p1, lastBlock = layer.LastBlock;
        sbyte* weights = layer.Weights;
        CodeRange* range = layer.Range;
        for (nint c = 0; ; c = Math.Min(c + 8, lastBlock), weights += 72)
        {
            int* bias = layer.Bias + c;
            float* multiplier = layer.Multiplier + c;
            Vector64<sbyte> w00 = Vector64.Load(weights), w01 = Vector64.Load(weights + 8), w02 = Vector64.Load(weights + 16);
            Vector64<sbyte> w10 = Vector64.Load(weights + 24), w11 = Vector64.Load(weights + 32), w12 = Vector64.Load(weights + 40);
            Vector64<sbyte> w20 = Vector64.Load(weights + 48), w21 = Vector64.Load(weights + 56), w22 = Vector64.Load(weights + 64);
            byte* r0 = rows[0] + c, r1 = rows[1] + c, r2 = rows[2] + c, to = output + c;
            nint left = count;
            for (; left > 2; left -= 4)
            {
                Vector64<sbyte> x0, x1, x2, x3, x4, x5;
                Vector128<int> biasl = Vector128.Load(bias), biash = Vector128.Load(bias + 4);
                Vector128<int> sum0l = biasl, sum0h = biash, sum1l = biasl, sum1h = biash, sum2l = biasl, sum2h = biash, sum3l = biasl, sum3h = biash;
                x0 = Vector64.Load((sbyte*)r0);
                x1 = Vector64.Load((sbyte*)(r0 + p1));
                x2 = Vector64.Load((sbyte*)(r0 + p2));
                x3 = Vector64.Load((sbyte*)(r0 + p3));
                r0 += p4;
                x4 = Vector64.Load((sbyte*)r0);
                var a0 = TIsa.MultiplyWide(x0, w00);
                var a1 = TIsa.MultiplyWide(x1, w00);
                var a2 = TIsa.MultiplyWide(x2, w00);
                var a3 = TIsa.MultiplyWide(x3, w00);
                var b0 = Next(a0, ref sum0l, ref sum0h, x1, w01);
                var b1 = Next(a1, ref sum1l, ref sum1h, x2, w01);
                var b2 = Next(a2, ref sum2l, ref sum2h, x3, w01);
                var b3 = Next(a3, ref sum3l, ref sum3h, x4, w01);
                Add(ref sum0l, ref sum0h, b0);
                Add(ref sum1l, ref sum1h, b1);
                Add(ref sum2l, ref sum2h, b2);
                Add(ref sum3l, ref sum3h, b3);
                x5 = Vector64.Load((sbyte*)(r0 + p1));
                var c0 = TIsa.MultiplyWide(x2, w02);
                var c1 = TIsa.MultiplyWide(x3, w02);
                var c2 = TIsa.MultiplyWide(x4, w02);
                var c3 = TIsa.MultiplyWide(x5, w02);
                x0 = Vector64.Load((sbyte*)r1);
                x1 = Vector64.Load((sbyte*)(r1 + p1));
                x2 = Vector64.Load((sbyte*)(r1 + p2));
                x3 = Vector64.Load((sbyte*)(r1 + p3));
                var d0 = Next(c0, ref sum0l, ref sum0h, x0, w10);
                var d1 = Next(c1, ref sum1l, ref sum1h, x1, w10);
                var d2 = Next(c2, ref sum2l, ref sum2h, x2, w10);
                var d3 = Next(c3, ref sum3l, ref sum3h, x3, w10);
                Add(ref sum0l, ref sum0h, d0);
                Add(ref sum1l, ref sum1h, d1);
                Add(ref sum2l, ref sum2h, d2);
                Add(ref sum3l, ref sum3h, d3);
                r1 += p4;
                x4 = Vector64.Load((sbyte*)r1);
                x5 = Vector64.Load((sbyte*)(r1 + p1));
                var e0 = TIsa.MultiplyWide(x1, w11);
                var e1 = TIsa.MultiplyWide(x2, w11);
                var e2 = TIsa.MultiplyWide(x3, w11);
                var e3 = TIsa.MultiplyWide(x4, w11);
                var f0 = Next(e0, ref sum0l, ref sum0h, x2, w12);
                var f1 = Next(e1, ref sum1l, ref sum1h, x3, w12);
                var f2 = Next(e2, ref sum2l, ref sum2h, x4, w12);
                var f3 = Next(e3, ref sum3l, ref sum3h, x5, w12);
                Add(ref sum0l, ref sum0h, f0);
                Add(ref sum1l, ref sum1h, f1);
                Add(ref sum2l, ref sum2h, f2);
                Add(ref sum3l, ref sum3h, f3);
                x0 = Vector64.Load((sbyte*)r2);
                x1 = Vector64.Load((sbyte*)(r2 + p1));
                x2 = Vector64.Load((sbyte*)(r2 + p2));
                x3 = Vector64.Load((sbyte*)(r2 + p3));
                r2 += p4;
                x4 = Vector64.Load((sbyte*)r2);
                var g0 = TIsa.MultiplyWide(x0, w20);
                var g1 = TIsa.MultiplyWide(x1, w20);
                var g2 = TIsa.MultiplyWide(x2, w20);
                var g3 = TIsa.MultiplyWide(x3, w20);
                var h0 = Next(g0, ref sum0l, ref sum0h, x1, w21);
                var h1 = Next(g1, ref sum1l, ref sum1h, x2, w21);
                var h2 = Next(g2, ref sum2l, ref sum2h, x3, w21);
                var h3 = Next(g3, ref sum3l, ref sum3h, x4, w21);
                Add(ref sum0l, ref sum0h, h0);
                Add(ref sum1l, ref sum1h, h1);
                Add(ref sum2l, ref sum2h, h2);
                Add(ref sum3l, ref sum3h, h3);
                x5 = Vector64.Load((sbyte*)(r2 + p1));
                var i0 = TIsa.MultiplyWide(x2, w22);
                var i1 = TIsa.MultiplyWide(x3, w22);
                var i2 = TIsa.MultiplyWide(x4, w22);
                var i3 = TIsa.MultiplyWide(x5, w22);
                Add(ref sum0l, ref sum0h, i0);
                Add(ref sum1l, ref sum1h, i1);
                Add(ref sum2l, ref sum2h, i2);
                Add(ref sum3l, ref sum3h, i3);
                CodeStore<TIsa>.Four(sum0l, sum0h, sum1l, sum1h, sum2l, sum2h, sum3l, sum3h, multiplier, range, to, p1, left);
                to += p4;
            }

            if (left > 0)
            {
                Vector64<sbyte> x0, x1, x2, x3;
                Vector128<int> biasl = Vector128.Load(bias), biash = Vector128.Load(bias + 4);
                Vector128<int> sum0l = biasl, sum0h = biash, sum1l = biasl, sum1h = biash;
                x0 = Vector64.Load((sbyte*)r0);
                x1 = Vector64.Load((sbyte*)(r0 + p1));
                x2 = Vector64.Load((sbyte*)(r0 + p2));
                var a0 = TIsa.MultiplyWide(x0, w00);
                var a1 = TIsa.MultiplyWide(x1, w00);
                var b0 = Next(a0, ref sum0l, ref sum0h, x1, w01);
                var b1 = Next(a1, ref sum1l, ref sum1h, x2, w01);
                Add(ref sum0l, ref sum0h, b0);
                Add(ref sum1l, ref sum1h, b1);
                x3 = Vector64.Load((sbyte*)(r0 + p3));
                var c0 = TIsa.MultiplyWide(x2, w02);
                var c1 = TIsa.MultiplyWide(x3, w02);
                x0 = Vector64.Load((sbyte*)r1);
                x1 = Vector64.Load((sbyte*)(r1 + p1));
                var d0 = Next(c0, ref sum0l, ref sum0h, x0, w10);
                var d1 = Next(c1, ref sum1l, ref sum1h, x1, w10);
                Add(ref sum0l, ref sum0h, d0);
                Add(ref sum1l, ref sum1h, d1);
                x2 = Vector64.Load((sbyte*)(r1 + p2));
                x3 = Vector64.Load((sbyte*)(r1 + p3));
                var e0 = TIsa.MultiplyWide(x1, w11);
                var e1 = TIsa.MultiplyWide(x2, w11);
                var f0 = Next(e0, ref sum0l, ref sum0h, x2, w12);
                var f1 = Next(e1, ref sum1l, ref sum1h, x3, w12);
                Add(ref sum0l, ref sum0h, f0);
                Add(ref sum1l, ref sum1h, f1);
                x0 = Vector64.Load((sbyte*)r2);
                x1 = Vector64.Load((sbyte*)(r2 + p1));
                x2 = Vector64.Load((sbyte*)(r2 + p2));
                var g0 = TIsa.MultiplyWide(x0, w20);
                var g1 = TIsa.MultiplyWide(x1, w20);
                var h0 = Next(g0, ref sum0l, ref sum0h, x1, w21);
                var h1 = Next(g1, ref sum1l, ref sum1h, x2, w21);
                Add(ref sum0l, ref sum0h, h0);
                Add(ref sum1l, ref sum1h, h1);
                x3 = Vector64.Load((sbyte*)(r2 + p3));
                var i0 = TIsa.MultiplyWide(x2, w22);
                var i1 = TIsa.MultiplyWide(x3, w22);
                Add(ref sum0l, ref sum0h, i0);
                Add(ref sum1l, ref sum1h, i1);
                CodeStore<TIsa>.Two(sum0l, sum0h, sum1l, sum1h, multiplier, range, to, p1, left);
            }

            if (c == lastBlock)
                break;
        }
    }

    // One more product for a 16-bit sum; where two do not fit, the first goes to the 32-bit sums before.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Next(Vector128<short> first, ref Vector128<int> low, ref Vector128<int> high, Vector64<sbyte> x, Vector64<sbyte> w)
    {
        if (TRange.PairsFit)
            return TIsa.MultiplyWideAdd(first, x, w);
        Add(ref low, ref high, first);
        return TIsa.MultiplyWide(x, w);
    }

    // The upper half first: where the lower one is the last use of the sum, it needs no register of its own.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref Vector128<int> low, ref Vector128<int> high, Vector128<short> p)
    {
        high = TIsa.AddWideUpper(high, p);
        low = TIsa.AddWideLower(low, p);
    }
}
