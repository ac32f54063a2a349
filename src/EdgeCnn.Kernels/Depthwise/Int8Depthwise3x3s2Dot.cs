using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Isa;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.Depthwise;

/// <summary>Int8 3x3 windows, two pixels apart, for processors with SDOT: four outputs of eight channels a step.</summary>
/// <remarks>
/// <code>
/// columns   0 1 2 3 4 5 6 7 8    each eight channels of three rows, interleaved: bytes x[0] x[1] x[2] x[2] of channel 0, of channel 1, …
/// output 0  a b c                sum0 += column 0·a + column 1·b + column 2·c, one SDOT for four channels; the fourth weight is 0
/// output 1      a b c
/// output 2          a b c
/// output 3              a b c
/// </code>
/// Interleaving a column costs four instructions and serves up to two outputs. Registers: 6 weights, 8 sums, 4 halves of columns, 2 on the way.
/// </remarks>
internal readonly unsafe struct Int8Depthwise3x3s2Dot<TIsa> : IDepthwiseInt8MicroKernel
    where TIsa : struct, IDotIsa
{
    public static string Name => $"int8-depthwise-3x3s2-dot-{TIsa.Name}";

    public static bool IsSupported => TIsa.IsSupported;

    public static ActivationSign Sign => ActivationSign.Signed;

    public static bool TakesMinimum => true;

    public static int Size => 3;

    public static int Stride => 2;

    public static int Channels => 8;

    public static double Cycles => 16;

    public static int PackedBlock => 96;

    public static void Pack(ReadOnlySpan<sbyte> taps, Span<sbyte> packed) => ColumnWeights.Pack(taps, Channels, packed);

    [MethodImpl(Compilation.Hot)]
    public static void Run(byte** rows, byte* output, nint count, in DepthwiseInt8Layer layer)
    {
        nint p1 = layer.Pitch, p2 = 2 * p1, p3 = 3 * p1, p4 = 4 * p1, lastBlock = layer.LastBlock;
        sbyte* weights = layer.Weights;
        CodeRange* range = layer.Range;
        for (nint c = 0; ; c = Math.Min(c + 8, lastBlock), weights += 96)
        {
            int* bias = layer.Bias + c;
            float* multiplier = layer.Multiplier + c;
            Vector128<sbyte> w0l = Vector128.Load(weights), w0h = Vector128.Load(weights + 16), w1l = Vector128.Load(weights + 32);
            Vector128<sbyte> w1h = Vector128.Load(weights + 48), w2l = Vector128.Load(weights + 64), w2h = Vector128.Load(weights + 80);
            byte* r0 = rows[0] + c, r1 = rows[1] + c, r2 = rows[2] + c, to = output + c;
            nint left = count;
            for (; left > 2; left -= 4)
            {
                Vector128<int> biasl = Vector128.Load(bias), biash = Vector128.Load(bias + 4);
                Vector128<int> sum0l = biasl, sum0h = biash, sum1l = biasl, sum1h = biash, sum2l = biasl, sum2h = biash, sum3l = biasl, sum3h = biash;
                var a0 = TIsa.Interleave(Vector64.Load((sbyte*)r0), Vector64.Load((sbyte*)r1));
                var c0 = TIsa.Interleave(Vector64.Load((sbyte*)r2), Vector64.Load((sbyte*)r2));
                var l0 = TIsa.InterleavePairsLower(a0, c0);
                var h0 = TIsa.InterleavePairsUpper(a0, c0);
                var a1 = TIsa.Interleave(Vector64.Load((sbyte*)(r0 + p1)), Vector64.Load((sbyte*)(r1 + p1)));
                var c1 = TIsa.Interleave(Vector64.Load((sbyte*)(r2 + p1)), Vector64.Load((sbyte*)(r2 + p1)));
                var l1 = TIsa.InterleavePairsLower(a1, c1);
                var h1 = TIsa.InterleavePairsUpper(a1, c1);
                sum0l = TIsa.Dot(sum0l, l0, w0l);
                sum0h = TIsa.Dot(sum0h, h0, w0h);
                var a2 = TIsa.Interleave(Vector64.Load((sbyte*)(r0 + p2)), Vector64.Load((sbyte*)(r1 + p2)));
                var c2 = TIsa.Interleave(Vector64.Load((sbyte*)(r2 + p2)), Vector64.Load((sbyte*)(r2 + p2)));
                var l2 = TIsa.InterleavePairsLower(a2, c2);
                var h2 = TIsa.InterleavePairsUpper(a2, c2);
                sum0l = TIsa.Dot(sum0l, l1, w1l);
                sum0h = TIsa.Dot(sum0h, h1, w1h);
                var a3 = TIsa.Interleave(Vector64.Load((sbyte*)(r0 + p3)), Vector64.Load((sbyte*)(r1 + p3)));
                var c3 = TIsa.Interleave(Vector64.Load((sbyte*)(r2 + p3)), Vector64.Load((sbyte*)(r2 + p3)));
                var l3 = TIsa.InterleavePairsLower(a3, c3);
                var h3 = TIsa.InterleavePairsUpper(a3, c3);
                sum0l = TIsa.Dot(sum0l, l2, w2l);
                sum0h = TIsa.Dot(sum0h, h2, w2h);
                sum1l = TIsa.Dot(sum1l, l2, w0l);
                sum1h = TIsa.Dot(sum1h, h2, w0h);
                r0 += p4;
                r1 += p4;
                r2 += p4;
                var a4 = TIsa.Interleave(Vector64.Load((sbyte*)r0), Vector64.Load((sbyte*)r1));
                var c4 = TIsa.Interleave(Vector64.Load((sbyte*)r2), Vector64.Load((sbyte*)r2));
                var l4 = TIsa.InterleavePairsLower(a4, c4);
                var h4 = TIsa.InterleavePairsUpper(a4, c4);
                sum1l = TIsa.Dot(sum1l, l3, w1l);
                sum1h = TIsa.Dot(sum1h, h3, w1h);
                var a5 = TIsa.Interleave(Vector64.Load((sbyte*)(r0 + p1)), Vector64.Load((sbyte*)(r1 + p1)));
                var c5 = TIsa.Interleave(Vector64.Load((sbyte*)(r2 + p1)), Vector64.Load((sbyte*)(r2 + p1)));
                var l5 = TIsa.InterleavePairsLower(a5, c5);
                var h5 = TIsa.InterleavePairsUpper(a5, c5);
                sum1l = TIsa.Dot(sum1l, l4, w2l);
                sum1h = TIsa.Dot(sum1h, h4, w2h);
                sum2l = TIsa.Dot(sum2l, l4, w0l);
                sum2h = TIsa.Dot(sum2h, h4, w0h);
                var a6 = TIsa.Interleave(Vector64.Load((sbyte*)(r0 + p2)), Vector64.Load((sbyte*)(r1 + p2)));
                var c6 = TIsa.Interleave(Vector64.Load((sbyte*)(r2 + p2)), Vector64.Load((sbyte*)(r2 + p2)));
                var l6 = TIsa.InterleavePairsLower(a6, c6);
                var h6 = TIsa.InterleavePairsUpper(a6, c6);
                sum2l = TIsa.Dot(sum2l, l5, w1l);
                sum2h = TIsa.Dot(sum2h, h5, w1h);
                var a7 = TIsa.Interleave(Vector64.Load((sbyte*)(r0 + p3)), Vector64.Load((sbyte*)(r1 + p3)));
                var c7 = TIsa.Interleave(Vector64.Load((sbyte*)(r2 + p3)), Vector64.Load((sbyte*)(r2 + p3)));
                var l7 = TIsa.InterleavePairsLower(a7, c7);
                var h7 = TIsa.InterleavePairsUpper(a7, c7);
                sum2l = TIsa.Dot(sum2l, l6, w2l);
                sum2h = TIsa.Dot(sum2h, h6, w2h);
                sum3l = TIsa.Dot(sum3l, l6, w0l);
                sum3h = TIsa.Dot(sum3h, h6, w0h);
                r0 += p4;
                r1 += p4;
                r2 += p4;
                var a8 = TIsa.Interleave(Vector64.Load((sbyte*)r0), Vector64.Load((sbyte*)r1));
                var c8 = TIsa.Interleave(Vector64.Load((sbyte*)r2), Vector64.Load((sbyte*)r2));
                var l8 = TIsa.InterleavePairsLower(a8, c8);
                var h8 = TIsa.InterleavePairsUpper(a8, c8);
                sum3l = TIsa.Dot(sum3l, l7, w1l);
                sum3h = TIsa.Dot(sum3h, h7, w1h);
                sum3l = TIsa.Dot(sum3l, l8, w2l);
                sum3h = TIsa.Dot(sum3h, h8, w2h);
                CodeStore<TIsa>.Four(sum0l, sum0h, sum1l, sum1h, sum2l, sum2h, sum3l, sum3h, multiplier, range, to, p1, left);
                to += p4;
            }

            if (left > 0)
            {
                Vector128<int> biasl = Vector128.Load(bias), biash = Vector128.Load(bias + 4);
                Vector128<int> sum0l = biasl, sum0h = biash, sum1l = biasl, sum1h = biash;
                var a0 = TIsa.Interleave(Vector64.Load((sbyte*)r0), Vector64.Load((sbyte*)r1));
                var c0 = TIsa.Interleave(Vector64.Load((sbyte*)r2), Vector64.Load((sbyte*)r2));
                var l0 = TIsa.InterleavePairsLower(a0, c0);
                var h0 = TIsa.InterleavePairsUpper(a0, c0);
                var a1 = TIsa.Interleave(Vector64.Load((sbyte*)(r0 + p1)), Vector64.Load((sbyte*)(r1 + p1)));
                var c1 = TIsa.Interleave(Vector64.Load((sbyte*)(r2 + p1)), Vector64.Load((sbyte*)(r2 + p1)));
                var l1 = TIsa.InterleavePairsLower(a1, c1);
                var h1 = TIsa.InterleavePairsUpper(a1, c1);
                sum0l = TIsa.Dot(sum0l, l0, w0l);
                sum0h = TIsa.Dot(sum0h, h0, w0h);
                var a2 = TIsa.Interleave(Vector64.Load((sbyte*)(r0 + p2)), Vector64.Load((sbyte*)(r1 + p2)));
                var c2 = TIsa.Interleave(Vector64.Load((sbyte*)(r2 + p2)), Vector64.Load((sbyte*)(r2 + p2)));
                var l2 = TIsa.InterleavePairsLower(a2, c2);
                var h2 = TIsa.InterleavePairsUpper(a2, c2);
                sum0l = TIsa.Dot(sum0l, l1, w1l);
                sum0h = TIsa.Dot(sum0h, h1, w1h);
                var a3 = TIsa.Interleave(Vector64.Load((sbyte*)(r0 + p3)), Vector64.Load((sbyte*)(r1 + p3)));
                var c3 = TIsa.Interleave(Vector64.Load((sbyte*)(r2 + p3)), Vector64.Load((sbyte*)(r2 + p3)));
                var l3 = TIsa.InterleavePairsLower(a3, c3);
                var h3 = TIsa.InterleavePairsUpper(a3, c3);
                sum0l = TIsa.Dot(sum0l, l2, w2l);
                sum0h = TIsa.Dot(sum0h, h2, w2h);
                sum1l = TIsa.Dot(sum1l, l2, w0l);
                sum1h = TIsa.Dot(sum1h, h2, w0h);
                var a4 = TIsa.Interleave(Vector64.Load((sbyte*)(r0 + p4)), Vector64.Load((sbyte*)(r1 + p4)));
                var c4 = TIsa.Interleave(Vector64.Load((sbyte*)(r2 + p4)), Vector64.Load((sbyte*)(r2 + p4)));
                var l4 = TIsa.InterleavePairsLower(a4, c4);
                var h4 = TIsa.InterleavePairsUpper(a4, c4);
                sum1l = TIsa.Dot(sum1l, l3, w1l);
                sum1h = TIsa.Dot(sum1h, h3, w1h);
                sum1l = TIsa.Dot(sum1l, l4, w2l);
                sum1h = TIsa.Dot(sum1h, h4, w2h);
                CodeStore<TIsa>.Two(sum0l, sum0h, sum1l, sum1h, multiplier, range, to, p1, left);
            }

            if (c == lastBlock)
                break;
        }
    }
}
