using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Pooling;

/// <summary>The mean of each channel over all pixels of an NHWC map.</summary>
public static class GlobalAveragePool
{
    /// <summary>Channels taken at once.</summary>
    private const int Block = 16;

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
        int c = 0;
        for (; c <= output.Length - Block; c += Block)
            AverageBlock(input[c..], pixels, output.Length, output.Slice(c, Block));
        for (; c < output.Length; c++)
        {
            float sum = 0;
            for (int p = 0; p < pixels; p++)
                sum += input[(p * output.Length) + c];
            output[c] = sum / pixels;
        }
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
        int flip = sign == ActivationSign.Signed ? 0x80 : 0, first = 0;
        for (; first <= sums.Length - Block; first += Block)
            SumBlock(input[first..], sign, pixels, sums.Length, sums.Slice(first, Block));
        for (; first < sums.Length; first++)
        {
            int sum = 0;
            for (int p = 0; p < pixels; p++)
                sum += (input[(p * sums.Length) + first] ^ flip) - flip;
            sums[first] = sum;
        }

        float low = (flip == 0 ? 0 : -128) - outputZeroPoint, high = (flip == 0 ? 255 : 127) - outputZeroPoint;
        for (int c = 0; c < sums.Length; c++)
        {
            float scaled = MathF.Round((sums[c] - (pixels * inputZeroPoint)) * multiplier, MidpointRounding.ToEven);
            output[c] = (byte)((int)MathF.Min(MathF.Max(scaled, low), high) + outputZeroPoint);
        }
    }

    // Four vectors of channels side by side, so that their additions do not wait for each other.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AverageBlock(ReadOnlySpan<float> input, int pixels, int channels, Span<float> output)
    {
        Vector128<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (int p = 0; p < pixels; p++)
        {
            var sixteen = input.Slice(p * channels, Block);
            sum0 += Vector128.Create(sixteen);
            sum1 += Vector128.Create(sixteen[4..]);
            sum2 += Vector128.Create(sixteen[8..]);
            sum3 += Vector128.Create(sixteen[12..]);
        }

        var count = Vector128.Create((float)pixels);
        (sum0 / count).CopyTo(output);
        (sum1 / count).CopyTo(output[4..]);
        (sum2 / count).CopyTo(output[8..]);
        (sum3 / count).CopyTo(output[12..]);
    }

    // Bytes are always extended with their sign: unsigned codes have the top bit flipped before, and 128 added for each after.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumBlock(ReadOnlySpan<byte> input, ActivationSign sign, int pixels, int channels, Span<int> sums)
    {
        var flip = Vector128.Create(sign == ActivationSign.Signed ? (byte)0 : (byte)0x80);
        Vector128<int> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (int p = 0; p < pixels; p++)
        {
            var codes = (Vector128.Create(input.Slice(p * channels, Block)) ^ flip).AsSByte();
            Vector128<short> lower = Vector128.WidenLower(codes), upper = Vector128.WidenUpper(codes);
            sum0 += Vector128.WidenLower(lower);
            sum1 += Vector128.WidenUpper(lower);
            sum2 += Vector128.WidenLower(upper);
            sum3 += Vector128.WidenUpper(upper);
        }

        var moved = Vector128.Create(sign == ActivationSign.Signed ? 0 : 128 * pixels);
        (sum0 + moved).CopyTo(sums);
        (sum1 + moved).CopyTo(sums[4..]);
        (sum2 + moved).CopyTo(sums[8..]);
        (sum3 + moved).CopyTo(sums[12..]);
    }
}
