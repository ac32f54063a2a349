using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Pooling;

/// <summary>The mean of each channel over all pixels of an NHWC map.</summary>
public static class GlobalAveragePool
{
    /// <summary>output[c] = Σ input[p, c] / pixels; sums run in ascending p.</summary>
    /// <param name="input">[pixels, C]</param>
    /// <param name="pixels">Height times width.</param>
    /// <param name="output">[C]</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ReadOnlySpan<float> input, int pixels, Span<float> output)
    {
        if (pixels <= 0 || input.Length != (long)pixels * output.Length)
            throw new ArgumentException($"Averaging {input.Length} values over {pixels} pixels into {output.Length}.", nameof(output));
        output.Clear();
        for (int p = 0, at = 0; p < pixels; p++)
        {
            int c = 0;
            for (; c <= output.Length - Vector128<float>.Count; c += Vector128<float>.Count, at += Vector128<float>.Count)
                (Vector128.Create<float>(output[c..]) + Vector128.Create(input[at..])).CopyTo(output[c..]);
            for (; c < output.Length; c++, at++)
                output[c] += input[at];
        }

        for (int c = 0; c < output.Length; c++)
            output[c] /= pixels;
    }

    /// <summary>q = clamp(round(float(Σ x − pixels·z_x) · multiplier) + z_y) with multiplier = s_x/(s_y·pixels).</summary>
    /// <param name="input">[pixels, C] codes</param>
    /// <param name="sign">The form of the codes.</param>
    /// <param name="pixels">Height times width; at most 8,421,504, so that a sum fits 31 bits.</param>
    /// <param name="inputZeroPoint">z_x</param>
    /// <param name="multiplier">s_x/(s_y·pixels)</param>
    /// <param name="outputZeroPoint">z_y</param>
    /// <param name="sums">[C] working memory</param>
    /// <param name="output">[C] codes</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ReadOnlySpan<byte> input, ActivationSign sign, int pixels, int inputZeroPoint, float multiplier, int outputZeroPoint, Span<int> sums, Span<byte> output)
    {
        if (pixels is <= 0 or > int.MaxValue / 255 || sums.Length != output.Length || input.Length != (long)pixels * output.Length)
            throw new ArgumentException($"Averaging {input.Length} codes over {pixels} pixels into {output.Length} with {sums.Length} sums.", nameof(output));
        sums.Clear();
        int flip = sign == ActivationSign.Signed ? 0x80 : 0;
        for (int p = 0, at = 0; p < pixels; p++)
        {
            int c = 0;
            for (; c <= sums.Length - 16; c += 16, at += 16)
            {
                var codes = Vector128.Create(input[at..]) ^ Vector128.Create((byte)flip);
                Vector128<ushort> low16 = Vector128.WidenLower(codes), high16 = Vector128.WidenUpper(codes);
                Add(sums[c..], Vector128.WidenLower(low16), flip);
                Add(sums[(c + 4)..], Vector128.WidenUpper(low16), flip);
                Add(sums[(c + 8)..], Vector128.WidenLower(high16), flip);
                Add(sums[(c + 12)..], Vector128.WidenUpper(high16), flip);
            }

            for (; c < sums.Length; c++, at++)
                sums[c] += (input[at] ^ flip) - flip;
        }

        float low = (flip == 0 ? 0 : -128) - outputZeroPoint, high = (flip == 0 ? 255 : 127) - outputZeroPoint;
        for (int c = 0; c < sums.Length; c++)
        {
            float scaled = MathF.Round((sums[c] - (pixels * inputZeroPoint)) * multiplier, MidpointRounding.ToEven);
            output[c] = (byte)((int)MathF.Min(MathF.Max(scaled, low), high) + outputZeroPoint);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Span<int> sums, Vector128<uint> codes, int flip) =>
        (Vector128.Create<int>(sums) + (codes.AsInt32() - Vector128.Create(flip))).CopyTo(sums);
}
