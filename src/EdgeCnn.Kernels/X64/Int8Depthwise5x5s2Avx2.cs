using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Depthwise;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.X64;

/// <summary>Int8 5x5 windows, two pixels apart, by AVX2: VPMADDWD on codes and weights widened to 16 bits: four outputs of eight channels a step.</summary>
/// <remarks>
/// <code>
/// columns   0 1 2 3 4 5 6 7 8 9 10   eight channels, neighbours paired and widened to 16 bits
/// output 0  a b c d e                sum0 += (x[0], x[1])·(a, b) + (x[2], x[3])·(c, d) + (x[4], 0)·(e, 0)
/// output 1      a b c d e
/// output 2          a b c d e
/// output 3              a b c d e
/// </code>
/// Registers: 3 weights, 4 sums, 2 columns of 16.
/// </remarks>
internal readonly unsafe struct Int8Depthwise5x5s2Avx2 : IDepthwiseInt8MicroKernel
{
    public static string Name => "int8-depthwise-5x5s2-avx2";

    public static bool IsSupported => Avx2.IsSupported;

    public static ActivationSign Sign => ActivationSign.Unsigned;

    public static bool TakesMinimum => true;

    public static int Size => 5;

    public static int Stride => 2;

    public static int Channels => 8;

    public static double Cycles => 32;

    public static int PackedBlock => 240;

    public static void Pack(ReadOnlySpan<sbyte> taps, Span<sbyte> packed) => TapPairs.PackRows(taps, packed);

    [MethodImpl(Compilation.Hot)]
    public static void Run(byte** rows, byte* output, nint count, in DepthwiseInt8Layer layer)
    {
        nint p1 = layer.Pitch, p2 = 2 * p1, p3 = 3 * p1, p4 = 4 * p1, lastBlock = layer.LastBlock;
        sbyte* weights = layer.Weights;
        CodeRange* range = layer.Range;
        byte** end = rows + 5;
        for (nint c = 0; ; c = Math.Min(c + 8, lastBlock), weights += 240)
        {
            Vector256<int> bias = Vector256.Load(layer.Bias + c);
            Vector256<float> factors = Vector256.Load(layer.Multiplier + c);
            byte* to = output + c;
            nint at = c;
            nint left = count;
            for (; left > 2; left -= 4)
            {
                Vector256<int> sum0 = bias, sum1 = bias, sum2 = bias, sum3 = bias;
                byte** row = rows;
                sbyte* w = weights;
                do
                {
                    Vector256<short> w01 = Avx2.ConvertToVector256Int16(w), w23 = Avx2.ConvertToVector256Int16(w + 16), w4 = Avx2.ConvertToVector256Int16(w + 32);
                    byte* r = *row++ + at, rb = r + p4, rc = rb + p4;
                    var x0 = TapPairs.Two(r, r + p1);
                    sum0 += Avx2.MultiplyAddAdjacent(x0, w01);
                    var x2 = TapPairs.Two(r + p2, r + p3);
                    sum0 += Avx2.MultiplyAddAdjacent(x2, w23);
                    sum1 += Avx2.MultiplyAddAdjacent(x2, w01);
                    var x4 = TapPairs.Two(rb, rb + p1);
                    sum1 += Avx2.MultiplyAddAdjacent(x4, w23);
                    sum2 += Avx2.MultiplyAddAdjacent(x4, w01);
                    var y4 = TapPairs.One(rb);
                    sum0 += Avx2.MultiplyAddAdjacent(y4, w4);
                    var x6 = TapPairs.Two(rb + p2, rb + p3);
                    sum2 += Avx2.MultiplyAddAdjacent(x6, w23);
                    sum3 += Avx2.MultiplyAddAdjacent(x6, w01);
                    var y6 = TapPairs.One(rb + p2);
                    sum1 += Avx2.MultiplyAddAdjacent(y6, w4);
                    var x8 = TapPairs.Two(rc, rc + p1);
                    sum3 += Avx2.MultiplyAddAdjacent(x8, w23);
                    var y8 = TapPairs.One(rc);
                    sum2 += Avx2.MultiplyAddAdjacent(y8, w4);
                    var y10 = TapPairs.One(rc + p2);
                    sum3 += Avx2.MultiplyAddAdjacent(y10, w4);
                    w += 48;
                }
                while (row != end);
                CodeStore256.Eight(sum0, factors, range, to);
                CodeStore256.Eight(sum1, factors, range, to + p1);
                CodeStore256.Eight(sum2, factors, range, to + p2);
                if (left > 3)
                    CodeStore256.Eight(sum3, factors, range, to + p3);
                to += p4;
                at += 2 * p4;
            }

            if (left > 0)
            {
                Vector256<int> sum0 = bias, sum1 = bias;
                byte** row = rows;
                sbyte* w = weights;
                do
                {
                    Vector256<short> w01 = Avx2.ConvertToVector256Int16(w), w23 = Avx2.ConvertToVector256Int16(w + 16), w4 = Avx2.ConvertToVector256Int16(w + 32);
                    byte* r = *row++ + at, rb = r + p4;
                    var x0 = TapPairs.Two(r, r + p1);
                    sum0 += Avx2.MultiplyAddAdjacent(x0, w01);
                    var x2 = TapPairs.Two(r + p2, r + p3);
                    sum0 += Avx2.MultiplyAddAdjacent(x2, w23);
                    sum1 += Avx2.MultiplyAddAdjacent(x2, w01);
                    var x4 = TapPairs.Two(rb, rb + p1);
                    sum1 += Avx2.MultiplyAddAdjacent(x4, w23);
                    var y4 = TapPairs.One(rb);
                    sum0 += Avx2.MultiplyAddAdjacent(y4, w4);
                    var y6 = TapPairs.One(rb + p2);
                    sum1 += Avx2.MultiplyAddAdjacent(y6, w4);
                    w += 48;
                }
                while (row != end);
                CodeStore256.Eight(sum0, factors, range, to);
                if (left > 1)
                    CodeStore256.Eight(sum1, factors, range, to + p1);
            }

            if (c == lastBlock)
                break;
        }
    }
}
