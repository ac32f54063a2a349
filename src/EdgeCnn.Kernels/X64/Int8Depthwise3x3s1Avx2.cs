using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Depthwise;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.X64;

/// <summary>Int8 3x3 windows, one beside the other, by AVX2: VPMADDWD on codes and weights widened to 16 bits: four outputs of eight channels a step.</summary>
/// <remarks>
/// <code>
/// columns   0 1 2 3 4 5      eight channels of three rows, widened to 16 bits: pairs (x[0], x[1]) and (x[2], 0)
/// output 0  a b c            sum0 += column 0·a + column 1·b + column 2·c, two VPMADDWD each
/// output 1    a b c
/// output 2      a b c
/// output 3        a b c
/// </code>
/// Registers: 6 weights, 4 sums, 2 columns of 16.
/// </remarks>
internal readonly unsafe struct Int8Depthwise3x3s1Avx2 : IDepthwiseInt8MicroKernel
{
    public static string Name => "int8-depthwise-3x3s1-avx2";

    public static bool IsSupported => Avx2.IsSupported;

    public static ActivationSign Sign => ActivationSign.Unsigned;

    public static bool TakesMinimum => true;

    public static int Size => 3;

    public static int Stride => 1;

    public static int Channels => 8;

    public static double Cycles => 12;

    public static int PackedBlock => 96;

    public static void Pack(ReadOnlySpan<sbyte> taps, Span<sbyte> packed) => TapPairs.PackColumns(taps, Channels, packed);

    [MethodImpl(Compilation.Hot)]
    public static void Run(byte** rows, byte* output, nint count, in DepthwiseInt8Layer layer)
    {
        nint p1 = layer.Pitch, p2 = 2 * p1, p3 = 3 * p1, p4 = 4 * p1, lastBlock = layer.LastBlock;
        sbyte* weights = layer.Weights;
        CodeRange* range = layer.Range;
        for (nint c = 0; ; c = Math.Min(c + 8, lastBlock), weights += 96)
        {
            Vector256<int> bias = Vector256.Load(layer.Bias + c);
            Vector256<float> factors = Vector256.Load(layer.Multiplier + c);
            Vector256<short> w0a = Avx2.ConvertToVector256Int16(weights), w0b = Avx2.ConvertToVector256Int16(weights + 16);
            Vector256<short> w1a = Avx2.ConvertToVector256Int16(weights + 32), w1b = Avx2.ConvertToVector256Int16(weights + 48);
            Vector256<short> w2a = Avx2.ConvertToVector256Int16(weights + 64), w2b = Avx2.ConvertToVector256Int16(weights + 80);
            byte* r0 = rows[0] + c, r1 = rows[1] + c, r2 = rows[2] + c, to = output + c;
            nint left = count;
            for (; left > 2; left -= 4)
            {
                Vector256<int> sum0 = bias, sum1 = bias, sum2 = bias, sum3 = bias;
                var a0 = TapPairs.Two(r0, r1);
                var b0 = TapPairs.One(r2);
                sum0 += Avx2.MultiplyAddAdjacent(a0, w0a);
                sum0 += Avx2.MultiplyAddAdjacent(b0, w0b);
                var a1 = TapPairs.Two(r0 + p1, r1 + p1);
                var b1 = TapPairs.One(r2 + p1);
                sum0 += Avx2.MultiplyAddAdjacent(a1, w1a);
                sum0 += Avx2.MultiplyAddAdjacent(b1, w1b);
                sum1 += Avx2.MultiplyAddAdjacent(a1, w0a);
                sum1 += Avx2.MultiplyAddAdjacent(b1, w0b);
                var a2 = TapPairs.Two(r0 + p2, r1 + p2);
                var b2 = TapPairs.One(r2 + p2);
                sum0 += Avx2.MultiplyAddAdjacent(a2, w2a);
                sum0 += Avx2.MultiplyAddAdjacent(b2, w2b);
                sum1 += Avx2.MultiplyAddAdjacent(a2, w1a);
                sum1 += Avx2.MultiplyAddAdjacent(b2, w1b);
                sum2 += Avx2.MultiplyAddAdjacent(a2, w0a);
                sum2 += Avx2.MultiplyAddAdjacent(b2, w0b);
                var a3 = TapPairs.Two(r0 + p3, r1 + p3);
                var b3 = TapPairs.One(r2 + p3);
                sum1 += Avx2.MultiplyAddAdjacent(a3, w2a);
                sum1 += Avx2.MultiplyAddAdjacent(b3, w2b);
                sum2 += Avx2.MultiplyAddAdjacent(a3, w1a);
                sum2 += Avx2.MultiplyAddAdjacent(b3, w1b);
                sum3 += Avx2.MultiplyAddAdjacent(a3, w0a);
                sum3 += Avx2.MultiplyAddAdjacent(b3, w0b);
                r0 += p4;
                r1 += p4;
                r2 += p4;
                var a4 = TapPairs.Two(r0, r1);
                var b4 = TapPairs.One(r2);
                sum2 += Avx2.MultiplyAddAdjacent(a4, w2a);
                sum2 += Avx2.MultiplyAddAdjacent(b4, w2b);
                sum3 += Avx2.MultiplyAddAdjacent(a4, w1a);
                sum3 += Avx2.MultiplyAddAdjacent(b4, w1b);
                var a5 = TapPairs.Two(r0 + p1, r1 + p1);
                var b5 = TapPairs.One(r2 + p1);
                sum3 += Avx2.MultiplyAddAdjacent(a5, w2a);
                sum3 += Avx2.MultiplyAddAdjacent(b5, w2b);
                CodeStore256.Eight(sum0, factors, range, to);
                CodeStore256.Eight(sum1, factors, range, to + p1);
                CodeStore256.Eight(sum2, factors, range, to + p2);
                if (left > 3)
                    CodeStore256.Eight(sum3, factors, range, to + p3);
                to += p4;
            }

            if (left > 0)
            {
                Vector256<int> sum0 = bias, sum1 = bias;
                var a0 = TapPairs.Two(r0, r1);
                var b0 = TapPairs.One(r2);
                sum0 += Avx2.MultiplyAddAdjacent(a0, w0a);
                sum0 += Avx2.MultiplyAddAdjacent(b0, w0b);
                var a1 = TapPairs.Two(r0 + p1, r1 + p1);
                var b1 = TapPairs.One(r2 + p1);
                sum0 += Avx2.MultiplyAddAdjacent(a1, w1a);
                sum0 += Avx2.MultiplyAddAdjacent(b1, w1b);
                sum1 += Avx2.MultiplyAddAdjacent(a1, w0a);
                sum1 += Avx2.MultiplyAddAdjacent(b1, w0b);
                var a2 = TapPairs.Two(r0 + p2, r1 + p2);
                var b2 = TapPairs.One(r2 + p2);
                sum0 += Avx2.MultiplyAddAdjacent(a2, w2a);
                sum0 += Avx2.MultiplyAddAdjacent(b2, w2b);
                sum1 += Avx2.MultiplyAddAdjacent(a2, w1a);
                sum1 += Avx2.MultiplyAddAdjacent(b2, w1b);
                var a3 = TapPairs.Two(r0 + p3, r1 + p3);
                var b3 = TapPairs.One(r2 + p3);
                sum1 += Avx2.MultiplyAddAdjacent(a3, w2a);
                sum1 += Avx2.MultiplyAddAdjacent(b3, w2b);
                CodeStore256.Eight(sum0, factors, range, to);
                if (left > 1)
                    CodeStore256.Eight(sum1, factors, range, to + p1);
            }

            if (c == lastBlock)
                break;
        }
    }
}
