using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Depthwise;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.X64;

/// <summary>Int8 3x3 windows, one beside the other, by AVX-VNNI: four outputs of sixteen channels a step.</summary>
/// <remarks>
/// <code>
/// columns   0 1 2 3 4 5      sixteen channels of three rows, interleaved: bytes x[0] x[1] x[2] 0 of each channel
/// output 0  a b c            sum0 += column 0·a + column 1·b + column 2·c, one VPDPBUSD for eight channels
/// output 1    a b c
/// output 2      a b c
/// output 3        a b c
/// </code>
/// Lanes: the two vectors of a column hold channels 0..3 and 8..11, and 4..7 and 12..15; packing the codes puts them in order.
/// Products are exact: VPDPBUSD adds four of them in 32 bits without saturation.
/// Registers: 6 weights, 8 sums, 2 columns of 16.
/// </remarks>
internal readonly unsafe struct Int8Depthwise3x3s1Vnni : IDepthwiseInt8MicroKernel
{
    public static string Name => "int8-depthwise-3x3s1-avxvnni";

    public static bool IsSupported => AvxVnni.IsSupported;

    public static ActivationSign Sign => ActivationSign.Unsigned;

    public static bool TakesMinimum => true;

    public static int Size => 3;

    public static int Stride => 1;

    public static int Channels => 16;

    public static double Cycles => 10;

    public static int PackedBlock => 192;

    public static void Pack(ReadOnlySpan<sbyte> taps, Span<sbyte> packed) => TapColumns.Pack(taps, packed);

    [MethodImpl(Compilation.Hot)]
    public static void Run(byte** rows, byte* output, nint count, in DepthwiseInt8Layer layer)
    {
        nint p1 = layer.Pitch, p2 = 2 * p1, p3 = 3 * p1, p4 = 4 * p1, lastBlock = layer.LastBlock;
        sbyte* weights = layer.Weights;
        CodeRange* range = layer.Range;
        for (nint c = 0; ; c = Math.Min(c + 16, lastBlock), weights += 192)
        {
            TapColumns.Arrange(Vector256.Load(layer.Bias + c), Vector256.Load(layer.Bias + c + 8), out var biasl, out var biash);
            TapColumns.Arrange(Vector256.Load(layer.Multiplier + c), Vector256.Load(layer.Multiplier + c + 8), out var factorsl, out var factorsh);
            Vector256<sbyte> w0l = Vector256.Load(weights), w0h = Vector256.Load(weights + 32);
            Vector256<sbyte> w1l = Vector256.Load(weights + 64), w1h = Vector256.Load(weights + 96);
            Vector256<sbyte> w2l = Vector256.Load(weights + 128), w2h = Vector256.Load(weights + 160);
            byte* r0 = rows[0] + c, r1 = rows[1] + c, r2 = rows[2] + c, to = output + c;
            nint left = count;
            for (; left > 2; left -= 4)
            {
                Vector256<int> sum0l = biasl, sum0h = biash, sum1l = biasl, sum1h = biash, sum2l = biasl, sum2h = biash, sum3l = biasl, sum3h = biash;
                TapColumns.Load(r0, r1, r2, out var l0, out var h0);
                sum0l = AvxVnni.MultiplyWideningAndAdd(sum0l, l0, w0l);
                sum0h = AvxVnni.MultiplyWideningAndAdd(sum0h, h0, w0h);
                TapColumns.Load(r0 + p1, r1 + p1, r2 + p1, out var l1, out var h1);
                sum0l = AvxVnni.MultiplyWideningAndAdd(sum0l, l1, w1l);
                sum0h = AvxVnni.MultiplyWideningAndAdd(sum0h, h1, w1h);
                sum1l = AvxVnni.MultiplyWideningAndAdd(sum1l, l1, w0l);
                sum1h = AvxVnni.MultiplyWideningAndAdd(sum1h, h1, w0h);
                TapColumns.Load(r0 + p2, r1 + p2, r2 + p2, out var l2, out var h2);
                sum0l = AvxVnni.MultiplyWideningAndAdd(sum0l, l2, w2l);
                sum0h = AvxVnni.MultiplyWideningAndAdd(sum0h, h2, w2h);
                sum1l = AvxVnni.MultiplyWideningAndAdd(sum1l, l2, w1l);
                sum1h = AvxVnni.MultiplyWideningAndAdd(sum1h, h2, w1h);
                sum2l = AvxVnni.MultiplyWideningAndAdd(sum2l, l2, w0l);
                sum2h = AvxVnni.MultiplyWideningAndAdd(sum2h, h2, w0h);
                TapColumns.Load(r0 + p3, r1 + p3, r2 + p3, out var l3, out var h3);
                sum1l = AvxVnni.MultiplyWideningAndAdd(sum1l, l3, w2l);
                sum1h = AvxVnni.MultiplyWideningAndAdd(sum1h, h3, w2h);
                sum2l = AvxVnni.MultiplyWideningAndAdd(sum2l, l3, w1l);
                sum2h = AvxVnni.MultiplyWideningAndAdd(sum2h, h3, w1h);
                sum3l = AvxVnni.MultiplyWideningAndAdd(sum3l, l3, w0l);
                sum3h = AvxVnni.MultiplyWideningAndAdd(sum3h, h3, w0h);
                r0 += p4;
                r1 += p4;
                r2 += p4;
                TapColumns.Load(r0, r1, r2, out var l4, out var h4);
                sum2l = AvxVnni.MultiplyWideningAndAdd(sum2l, l4, w2l);
                sum2h = AvxVnni.MultiplyWideningAndAdd(sum2h, h4, w2h);
                sum3l = AvxVnni.MultiplyWideningAndAdd(sum3l, l4, w1l);
                sum3h = AvxVnni.MultiplyWideningAndAdd(sum3h, h4, w1h);
                TapColumns.Load(r0 + p1, r1 + p1, r2 + p1, out var l5, out var h5);
                sum3l = AvxVnni.MultiplyWideningAndAdd(sum3l, l5, w2l);
                sum3h = AvxVnni.MultiplyWideningAndAdd(sum3h, h5, w2h);
                CodeStore256.Sixteen(sum0l, sum0h, factorsl, factorsh, range, to);
                CodeStore256.Sixteen(sum1l, sum1h, factorsl, factorsh, range, to + p1);
                CodeStore256.Sixteen(sum2l, sum2h, factorsl, factorsh, range, to + p2);
                if (left > 3)
                    CodeStore256.Sixteen(sum3l, sum3h, factorsl, factorsh, range, to + p3);
                to += p4;
            }

            if (left > 0)
            {
                Vector256<int> sum0l = biasl, sum0h = biash, sum1l = biasl, sum1h = biash;
                TapColumns.Load(r0, r1, r2, out var l0, out var h0);
                sum0l = AvxVnni.MultiplyWideningAndAdd(sum0l, l0, w0l);
                sum0h = AvxVnni.MultiplyWideningAndAdd(sum0h, h0, w0h);
                TapColumns.Load(r0 + p1, r1 + p1, r2 + p1, out var l1, out var h1);
                sum0l = AvxVnni.MultiplyWideningAndAdd(sum0l, l1, w1l);
                sum0h = AvxVnni.MultiplyWideningAndAdd(sum0h, h1, w1h);
                sum1l = AvxVnni.MultiplyWideningAndAdd(sum1l, l1, w0l);
                sum1h = AvxVnni.MultiplyWideningAndAdd(sum1h, h1, w0h);
                TapColumns.Load(r0 + p2, r1 + p2, r2 + p2, out var l2, out var h2);
                sum0l = AvxVnni.MultiplyWideningAndAdd(sum0l, l2, w2l);
                sum0h = AvxVnni.MultiplyWideningAndAdd(sum0h, h2, w2h);
                sum1l = AvxVnni.MultiplyWideningAndAdd(sum1l, l2, w1l);
                sum1h = AvxVnni.MultiplyWideningAndAdd(sum1h, h2, w1h);
                TapColumns.Load(r0 + p3, r1 + p3, r2 + p3, out var l3, out var h3);
                sum1l = AvxVnni.MultiplyWideningAndAdd(sum1l, l3, w2l);
                sum1h = AvxVnni.MultiplyWideningAndAdd(sum1h, h3, w2h);
                CodeStore256.Sixteen(sum0l, sum0h, factorsl, factorsh, range, to);
                if (left > 1)
                    CodeStore256.Sixteen(sum1l, sum1h, factorsl, factorsh, range, to + p1);
            }

            if (c == lastBlock)
                break;
        }
    }
}
