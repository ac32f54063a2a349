using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.X64;

/// <summary>Max pooling of floats by AVX-512: the largest of two values that are numbers is one instruction, where the rule for those that are none takes three, each waiting for the other.</summary>
/// <remarks>
/// Lanes: sixteen channels, or four where there are fewer; the last block of a pixel reaches back over the one before it.
/// Exactness: where all taps are numbers, the bits of <see cref="Pooling.MaxPool"/>, zeros by their sign too. A sum of all taps tells whether they are.
/// </remarks>
internal static unsafe class MaxPoolAvx512
{
    // VRANGEPS: the larger, and of two zeros the positive one.
    private const byte Larger = 0b0101;

    public static bool Accepts(in PatchGrid g) => Avx512DQ.VL.IsSupported && g.C >= Vector128<float>.Count && g.DilationH == 1 && g.DilationW == 1 && g.KH > g.PadTop && g.KW > g.PadLeft;

    /// <summary>Pools; false if some tap may have been no number, so that the result counts for nothing.</summary>
    /// <param name="input">[H, W, C]</param>
    /// <param name="g">Where the windows lie; one of those accepted, and no window outside the input.</param>
    /// <param name="firstRow">The first row of the output to compute.</param>
    /// <param name="endRow">The row behind the last one.</param>
    /// <param name="output">[OH, OW, C] from the first of those rows on.</param>
    [MethodImpl(Compilation.Hot)]
    public static bool Run(float* input, in PatchGrid g, int firstRow, int endRow, float* output)
    {
        nint row = (nint)g.W * g.C, channels = g.C;
        bool wide = channels >= Vector512<float>.Count;
        Vector512<float> sum = default;
        Vector128<float> narrowSum = default;
        for (int oy = firstRow; oy < endRow; oy++)
        {
            int y0 = (oy * g.StrideH) - g.PadTop, top = Math.Max(y0, 0), rows = Math.Min(y0 + g.KH, g.H) - top;
            for (int ox = 0; ox < g.OW; ox++, output += channels)
            {
                int x0 = (ox * g.StrideW) - g.PadLeft, left = Math.Max(x0, 0), columns = Math.Min(x0 + g.KW, g.W) - left;
                if (rows <= 0 || columns <= 0)
                    return false;
                float* first = input + (top * row) + (left * channels);
                if (wide)
                {
                    for (nint c = 0; c < channels; c += Vector512<float>.Count)
                    {
                        nint at = Math.Min(c, channels - Vector512<float>.Count);
                        float* tap = first + at;
                        var largest = Vector512.Load(tap);
                        for (int kh = rows; kh != 0; kh--, tap += row)
                        {
                            float* next = tap;
                            for (int kw = columns; kw != 0; kw--, next += channels)
                            {
                                var a = Vector512.Load(next);
                                sum += a;
                                largest = Avx512DQ.Range(largest, a, Larger);
                            }
                        }

                        largest.Store(output + at);
                    }

                    continue;
                }

                for (nint c = 0; c < channels; c += Vector128<float>.Count)
                {
                    nint at = Math.Min(c, channels - Vector128<float>.Count);
                    float* tap = first + at;
                    var largest = Vector128.Load(tap);
                    for (int kh = rows; kh != 0; kh--, tap += row)
                    {
                        float* next = tap;
                        for (int kw = columns; kw != 0; kw--, next += channels)
                        {
                            var a = Vector128.Load(next);
                            narrowSum += a;
                            largest = Avx512DQ.VL.Range(largest, a, Larger);
                        }
                    }

                    largest.Store(output + at);
                }
            }
        }

        return Vector512.EqualsAll(sum, sum) && Vector128.EqualsAll(narrowSum, narrowSum);
    }
}
