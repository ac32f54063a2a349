using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Pixels;

/// <summary>One axis of a float tensor at another size.</summary>
public static class ResampleAxis
{
    /// <summary>output[o, i, c] = Σ weight·input[o, source, c] over the taps of i.</summary>
    /// <remarks>Exactness: the first tap is a product, each further one a fused multiply-add, in the table's order.</remarks>
    /// <param name="input">[outer, size, inner]</param>
    /// <param name="size">The axis' size in the input.</param>
    /// <param name="inner">Elements behind the axis.</param>
    /// <param name="taps">The taps of each index.</param>
    /// <param name="output">[outer, taps.Size, inner]</param>
    /// <exception cref="ArgumentException">A span does not fit.</exception>
    [MethodImpl(Compilation.Hot)]
    public static void Run(ReadOnlySpan<float> input, int size, int inner, TapTable taps, Span<float> output)
    {
        ArgumentNullException.ThrowIfNull(taps);
        int outer = input.Length / (size * inner);
        if (input.Length != (long)outer * size * inner || output.Length != (long)outer * taps.Size * inner)
            throw new ArgumentException($"Bringing {input.Length} elements with an axis of {size} and {inner} behind it to {taps.Size}, into {output.Length}.", nameof(output));
        for (int o = 0, at = 0; o < outer; o++)
        {
            var from = input.Slice(o * size * inner, size * inner);
            for (int i = 0; i < taps.Size; i++, at += inner)
            {
                var to = output.Slice(at, inner);
                int first = taps.Starts[i], end = taps.Starts[i + 1];
                if (first == end)
                    to.Fill(taps.Fill);
                else if (inner == 1)
                    to[0] = One(from, taps, first, end);
                else
                    Row(from, inner, taps, first, end, to);
            }
        }
    }

    private static float One(ReadOnlySpan<float> from, TapTable taps, int first, int end)
    {
        float sum = taps.Weights[first] * from[taps.Sources[first]];
        for (int tap = first + 1; tap < end; tap++)
            sum = MathF.FusedMultiplyAdd(taps.Weights[tap], from[taps.Sources[tap]], sum);
        return sum;
    }

    private static void Row(ReadOnlySpan<float> from, int inner, TapTable taps, int first, int end, Span<float> to)
    {
        for (int tap = first; tap < end; tap++)
        {
            var x = from.Slice(taps.Sources[tap] * inner, inner);
            float weight = taps.Weights[tap];
            var each = Vector128.Create(weight);
            int c = 0;
            for (; c <= inner - 4; c += 4)
            {
                var value = Vector128.Create(x[c..]);
                (tap == first ? each * value : Vector128.FusedMultiplyAdd(each, value, Vector128.Create<float>(to[c..]))).CopyTo(to[c..]);
            }

            for (; c < inner; c++)
                to[c] = tap == first ? weight * x[c] : MathF.FusedMultiplyAdd(weight, x[c], to[c]);
        }
    }
}
