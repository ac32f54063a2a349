using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Isa;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.Depthwise;

/// <summary>Int8 5x5 windows, one beside the other: four outputs of eight channels a step, SMULL, SMLAL, SADDW.</summary>
/// <remarks>
/// <code>
/// columns   0 1 2 3 4 5 6 7   each eight codes, loaded once a row
/// output 0  a b c d e         sum0 += x[0]·a + … + x[4]·e
/// output 1    a b c d e
/// output 2      a b c d e
/// output 3        a b c d e
/// </code>
/// Two products share a 16-bit sum, a and b, c and d, where <typeparamref name="TRange"/> allows it: with weights in −127..127 it is at
/// most 2·127·128 = 32,512. Registers: 5 halves of weights, 8 sums, 8 halves of columns, 2 products.
/// </remarks>
internal readonly unsafe struct Int8Depthwise5x5s1Mlal<TIsa, TRange> : IDepthwiseInt8MicroKernel
    where TIsa : struct, IVectorIsa
    where TRange : struct, IWeightRange
{
    public static string Name => $"int8-depthwise-5x5s1-mlal{TRange.Suffix}-{TIsa.Name}";

    public static bool IsSupported => TIsa.IsSupported;

    public static ActivationSign Sign => ActivationSign.Signed;

    public static bool TakesMinimum => !TRange.PairsFit;

    public static int Size => 5;

    public static int Stride => 1;

    public static int Channels => 8;

    public static double Cycles => 70;

    public static int PackedBlock => 200;

    public static void Pack(ReadOnlySpan<sbyte> taps, Span<sbyte> packed) => taps.CopyTo(packed);

    [MethodImpl(Compilation.Hot)]
    public static void Run(byte** rows, byte* output, nint count, in DepthwiseInt8Layer layer)
    {
        nint p1 = layer.Pitch, p2 = 2 * p1, p3 = 3 * p1, p4 = 4 * p1, lastBlock = layer.LastBlock;
        sbyte* weights = layer.Weights;
        CodeRange* range = layer.Range;
        byte** end = rows + 5;
        for (nint c = 0; ; c = Math.Min(c + 8, lastBlock), weights += 200)
        {
            int* bias = layer.Bias + c;
            float* multiplier = layer.Multiplier + c;
            byte* to = output + c;
            nint at = c;
            nint left = count;
            for (; left > 2; left -= 4)
            {
                Vector64<sbyte> x0, x1, x2, x3, x4, x5, x6, x7;
                Vector128<int> biasl = Vector128.Load(bias), biash = Vector128.Load(bias + 4);
                Vector128<int> sum0l = biasl, sum0h = biash, sum1l = biasl, sum1h = biash, sum2l = biasl, sum2h = biash, sum3l = biasl, sum3h = biash;
                byte** row = rows;
                sbyte* w = weights;
                do
                {
                    Vector64<sbyte> w0 = Vector64.Load(w), w1 = Vector64.Load(w + 8), w2 = Vector64.Load(w + 16), w3 = Vector64.Load(w + 24), w4 = Vector64.Load(w + 32);
                    byte* r = *row++ + at;
                    x0 = Vector64.Load((sbyte*)r);
                    x1 = Vector64.Load((sbyte*)(r + p1));
                    x2 = Vector64.Load((sbyte*)(r + p2));
                    var a0 = TIsa.MultiplyWide(x0, w0);
                    var a1 = TIsa.MultiplyWide(x1, w0);
                    var b0 = Next(a0, ref sum0l, ref sum0h, x1, w1);
                    var b1 = Next(a1, ref sum1l, ref sum1h, x2, w1);
                    Add(ref sum0l, ref sum0h, b0);
                    Add(ref sum1l, ref sum1h, b1);
                    x3 = Vector64.Load((sbyte*)(r + p3));
                    r += p4;
                    x4 = Vector64.Load((sbyte*)r);
                    var c0 = TIsa.MultiplyWide(x2, w2);
                    var c1 = TIsa.MultiplyWide(x3, w2);
                    var d0 = Next(c0, ref sum0l, ref sum0h, x3, w3);
                    var d1 = Next(c1, ref sum1l, ref sum1h, x4, w3);
                    Add(ref sum0l, ref sum0h, d0);
                    Add(ref sum1l, ref sum1h, d1);
                    x5 = Vector64.Load((sbyte*)(r + p1));
                    var e0 = TIsa.MultiplyWide(x4, w4);
                    var e1 = TIsa.MultiplyWide(x5, w4);
                    Add(ref sum0l, ref sum0h, e0);
                    Add(ref sum1l, ref sum1h, e1);
                    var f2 = TIsa.MultiplyWide(x2, w0);
                    var f3 = TIsa.MultiplyWide(x3, w0);
                    var g2 = Next(f2, ref sum2l, ref sum2h, x3, w1);
                    var g3 = Next(f3, ref sum3l, ref sum3h, x4, w1);
                    Add(ref sum2l, ref sum2h, g2);
                    Add(ref sum3l, ref sum3h, g3);
                    x6 = Vector64.Load((sbyte*)(r + p2));
                    var h2 = TIsa.MultiplyWide(x4, w2);
                    var h3 = TIsa.MultiplyWide(x5, w2);
                    var i2 = Next(h2, ref sum2l, ref sum2h, x5, w3);
                    var i3 = Next(h3, ref sum3l, ref sum3h, x6, w3);
                    Add(ref sum2l, ref sum2h, i2);
                    Add(ref sum3l, ref sum3h, i3);
                    x7 = Vector64.Load((sbyte*)(r + p3));
                    var j2 = TIsa.MultiplyWide(x6, w4);
                    var j3 = TIsa.MultiplyWide(x7, w4);
                    Add(ref sum2l, ref sum2h, j2);
                    Add(ref sum3l, ref sum3h, j3);
                    w += 40;
                }
                while (row != end);
                CodeStore<TIsa>.Four(sum0l, sum0h, sum1l, sum1h, sum2l, sum2h, sum3l, sum3h, multiplier, range, to, p1, left);
                to += p4;
                at += p4;
            }

            if (left > 0)
            {
                Vector64<sbyte> x0, x1, x2, x3, x4, x5;
                Vector128<int> biasl = Vector128.Load(bias), biash = Vector128.Load(bias + 4);
                Vector128<int> sum0l = biasl, sum0h = biash, sum1l = biasl, sum1h = biash;
                byte** row = rows;
                sbyte* w = weights;
                do
                {
                    Vector64<sbyte> w0 = Vector64.Load(w), w1 = Vector64.Load(w + 8), w2 = Vector64.Load(w + 16), w3 = Vector64.Load(w + 24), w4 = Vector64.Load(w + 32);
                    byte* r = *row++ + at;
                    x0 = Vector64.Load((sbyte*)r);
                    x1 = Vector64.Load((sbyte*)(r + p1));
                    x2 = Vector64.Load((sbyte*)(r + p2));
                    var a0 = TIsa.MultiplyWide(x0, w0);
                    var a1 = TIsa.MultiplyWide(x1, w0);
                    var b0 = Next(a0, ref sum0l, ref sum0h, x1, w1);
                    var b1 = Next(a1, ref sum1l, ref sum1h, x2, w1);
                    Add(ref sum0l, ref sum0h, b0);
                    Add(ref sum1l, ref sum1h, b1);
                    x3 = Vector64.Load((sbyte*)(r + p3));
                    r += p4;
                    x4 = Vector64.Load((sbyte*)r);
                    var c0 = TIsa.MultiplyWide(x2, w2);
                    var c1 = TIsa.MultiplyWide(x3, w2);
                    var d0 = Next(c0, ref sum0l, ref sum0h, x3, w3);
                    var d1 = Next(c1, ref sum1l, ref sum1h, x4, w3);
                    Add(ref sum0l, ref sum0h, d0);
                    Add(ref sum1l, ref sum1h, d1);
                    x5 = Vector64.Load((sbyte*)(r + p1));
                    var e0 = TIsa.MultiplyWide(x4, w4);
                    var e1 = TIsa.MultiplyWide(x5, w4);
                    Add(ref sum0l, ref sum0h, e0);
                    Add(ref sum1l, ref sum1h, e1);
                    w += 40;
                }
                while (row != end);
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
