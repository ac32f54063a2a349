using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Depthwise;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.X64;

/// <summary>Int8 3x3 windows, two pixels apart, by AVX-512BW: VPMADDWD on codes and weights widened to 16 bits: four outputs of sixteen channels a step.</summary>
/// <remarks>
/// <code>
/// columns   0 1 2 3 4 5 6 7 8   sixteen channels of three rows, widened to 16 bits: pairs (x[0], x[1]) and (x[2], 0)
/// output 0  a b c               sum0 += column 0·a + column 1·b + column 2·c, two VPMADDWD each
/// output 1      a b c
/// output 2          a b c
/// output 3              a b c
/// </code>
/// Registers: 6 weights, 4 sums, 2 columns of 32.
/// </remarks>
internal readonly unsafe struct Int8Depthwise3x3s2Avx512 : IDepthwiseInt8MicroKernel
{
    public static string Name => "int8-depthwise-3x3s2-avx512";

    public static bool IsSupported => Avx512BW.VL.IsSupported;

    public static ActivationSign Sign => ActivationSign.Unsigned;

    public static bool TakesMinimum => true;

    public static int Size => 3;

    public static int Stride => 2;

    public static int Channels => 16;

    public static double Cycles => 11;

    public static int PackedBlock => 192;

    public static void Pack(ReadOnlySpan<sbyte> taps, Span<sbyte> packed) => TapPairs.PackColumns(taps, Channels, packed);

    [MethodImpl(Compilation.Hot)]
    public static void Run(byte** rows, byte* output, nint count, in DepthwiseInt8Layer layer)
    {
        nint p1 = layer.Pitch, p2 = 2 * p1, p3 = 3 * p1, p4 = 4 * p1, lastBlock = layer.LastBlock;
        sbyte* weights = layer.Weights;
        CodeRange* range = layer.Range;
        for (nint c = 0; ; c = Math.Min(c + 16, lastBlock), weights += 192)
        {
            Vector512<int> bias = Vector512.Load(layer.Bias + c);
            Vector512<float> factors = Vector512.Load(layer.Multiplier + c);
            Vector512<short> w0a = TapPairs512.Weights(weights), w0b = TapPairs512.Weights(weights + 32);
            Vector512<short> w1a = TapPairs512.Weights(weights + 64), w1b = TapPairs512.Weights(weights + 96);
            Vector512<short> w2a = TapPairs512.Weights(weights + 128), w2b = TapPairs512.Weights(weights + 160);
            byte* r0 = rows[0] + c, r1 = rows[1] + c, r2 = rows[2] + c, to = output + c;
            nint left = count;
            for (; left > 2; left -= 4)
            {
                Vector512<int> sum0 = bias, sum1 = bias, sum2 = bias, sum3 = bias;
                var a0 = TapPairs512.Two(r0, r1);
                var b0 = TapPairs512.One(r2);
                sum0 += Avx512BW.MultiplyAddAdjacent(a0, w0a);
                sum0 += Avx512BW.MultiplyAddAdjacent(b0, w0b);
                var a1 = TapPairs512.Two(r0 + p1, r1 + p1);
                var b1 = TapPairs512.One(r2 + p1);
                sum0 += Avx512BW.MultiplyAddAdjacent(a1, w1a);
                sum0 += Avx512BW.MultiplyAddAdjacent(b1, w1b);
                var a2 = TapPairs512.Two(r0 + p2, r1 + p2);
                var b2 = TapPairs512.One(r2 + p2);
                sum0 += Avx512BW.MultiplyAddAdjacent(a2, w2a);
                sum0 += Avx512BW.MultiplyAddAdjacent(b2, w2b);
                sum1 += Avx512BW.MultiplyAddAdjacent(a2, w0a);
                sum1 += Avx512BW.MultiplyAddAdjacent(b2, w0b);
                var a3 = TapPairs512.Two(r0 + p3, r1 + p3);
                var b3 = TapPairs512.One(r2 + p3);
                sum1 += Avx512BW.MultiplyAddAdjacent(a3, w1a);
                sum1 += Avx512BW.MultiplyAddAdjacent(b3, w1b);
                r0 += p4;
                r1 += p4;
                r2 += p4;
                var a4 = TapPairs512.Two(r0, r1);
                var b4 = TapPairs512.One(r2);
                sum1 += Avx512BW.MultiplyAddAdjacent(a4, w2a);
                sum1 += Avx512BW.MultiplyAddAdjacent(b4, w2b);
                sum2 += Avx512BW.MultiplyAddAdjacent(a4, w0a);
                sum2 += Avx512BW.MultiplyAddAdjacent(b4, w0b);
                var a5 = TapPairs512.Two(r0 + p1, r1 + p1);
                var b5 = TapPairs512.One(r2 + p1);
                sum2 += Avx512BW.MultiplyAddAdjacent(a5, w1a);
                sum2 += Avx512BW.MultiplyAddAdjacent(b5, w1b);
                var a6 = TapPairs512.Two(r0 + p2, r1 + p2);
                var b6 = TapPairs512.One(r2 + p2);
                sum2 += Avx512BW.MultiplyAddAdjacent(a6, w2a);
                sum2 += Avx512BW.MultiplyAddAdjacent(b6, w2b);
                sum3 += Avx512BW.MultiplyAddAdjacent(a6, w0a);
                sum3 += Avx512BW.MultiplyAddAdjacent(b6, w0b);
                var a7 = TapPairs512.Two(r0 + p3, r1 + p3);
                var b7 = TapPairs512.One(r2 + p3);
                sum3 += Avx512BW.MultiplyAddAdjacent(a7, w1a);
                sum3 += Avx512BW.MultiplyAddAdjacent(b7, w1b);
                r0 += p4;
                r1 += p4;
                r2 += p4;
                var a8 = TapPairs512.Two(r0, r1);
                var b8 = TapPairs512.One(r2);
                sum3 += Avx512BW.MultiplyAddAdjacent(a8, w2a);
                sum3 += Avx512BW.MultiplyAddAdjacent(b8, w2b);
                CodeStore512.Sixteen(sum0, factors, range, to);
                CodeStore512.Sixteen(sum1, factors, range, to + p1);
                CodeStore512.Sixteen(sum2, factors, range, to + p2);
                if (left > 3)
                    CodeStore512.Sixteen(sum3, factors, range, to + p3);
                to += p4;
            }

            if (left > 0)
            {
                Vector512<int> sum0 = bias, sum1 = bias;
                var a0 = TapPairs512.Two(r0, r1);
                var b0 = TapPairs512.One(r2);
                sum0 += Avx512BW.MultiplyAddAdjacent(a0, w0a);
                sum0 += Avx512BW.MultiplyAddAdjacent(b0, w0b);
                var a1 = TapPairs512.Two(r0 + p1, r1 + p1);
                var b1 = TapPairs512.One(r2 + p1);
                sum0 += Avx512BW.MultiplyAddAdjacent(a1, w1a);
                sum0 += Avx512BW.MultiplyAddAdjacent(b1, w1b);
                var a2 = TapPairs512.Two(r0 + p2, r1 + p2);
                var b2 = TapPairs512.One(r2 + p2);
                sum0 += Avx512BW.MultiplyAddAdjacent(a2, w2a);
                sum0 += Avx512BW.MultiplyAddAdjacent(b2, w2b);
                sum1 += Avx512BW.MultiplyAddAdjacent(a2, w0a);
                sum1 += Avx512BW.MultiplyAddAdjacent(b2, w0b);
                var a3 = TapPairs512.Two(r0 + p3, r1 + p3);
                var b3 = TapPairs512.One(r2 + p3);
                sum1 += Avx512BW.MultiplyAddAdjacent(a3, w1a);
                sum1 += Avx512BW.MultiplyAddAdjacent(b3, w1b);
                var a4 = TapPairs512.Two(r0 + p4, r1 + p4);
                var b4 = TapPairs512.One(r2 + p4);
                sum1 += Avx512BW.MultiplyAddAdjacent(a4, w2a);
                sum1 += Avx512BW.MultiplyAddAdjacent(b4, w2b);
                CodeStore512.Sixteen(sum0, factors, range, to);
                if (left > 1)
                    CodeStore512.Sixteen(sum1, factors, range, to + p1);
            }

            if (c == lastBlock)
                break;
        }
    }
}
