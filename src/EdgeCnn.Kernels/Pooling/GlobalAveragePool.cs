using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Pooling;

/// <summary>The mean of each channel over all pixels of an NHWC map.</summary>
public static class GlobalAveragePool
{
    // Channels that are summed at once, four vectors of them.
    private const int Block = 16;

    /// <summary>output[c] = Σ input[p, c] / pixels; sums run in ascending p.</summary>
    /// <param name="input">[pixels, C]</param>
    /// <param name="pixels">Height times width.</param>
    /// <param name="part">The share of the channels to compute.</param>
    /// <param name="output">[C]</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    [MethodImpl(Compilation.Hot)]
    public static void Run(ReadOnlySpan<float> input, int pixels, WorkPart part, Span<float> output)
    {
        if (pixels <= 0 || input.Length != (long)pixels * output.Length)
            throw new ArgumentException($"Averaging {input.Length} values over {pixels} pixels into {output.Length}.", nameof(output));
        var (first, end) = part.OfBlocks(output.Length, Block);
        for (int c = SumBlocks(input, pixels, (first, end), output); c < end; c++)
        {
            float sum = 0;
            for (int p = 0, at = c; p < pixels; p++, at += output.Length)
                sum += input[at];
            output[c] = sum;
        }

        for (int c = first; c < end; c++)
            output[c] /= pixels;
    }

    /// <summary>q = clamp(round(float(Σ x − pixels·z_x) · multiplier) + z_y) with multiplier = s_x/(s_y·pixels).</summary>
    /// <param name="input">[pixels, C] codes</param>
    /// <param name="sign">The form of the codes.</param>
    /// <param name="pixels">Height times width; at most 8,421,504, so that a sum fits 31 bits.</param>
    /// <param name="inputZeroPoint">z_x</param>
    /// <param name="multiplier">s_x/(s_y·pixels)</param>
    /// <param name="outputZeroPoint">z_y</param>
    /// <param name="part">The share of the channels to compute.</param>
    /// <param name="sums">[C] working memory</param>
    /// <param name="output">[C] codes</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    [MethodImpl(Compilation.Hot)]
    public static void Run(ReadOnlySpan<byte> input, ActivationSign sign, int pixels, int inputZeroPoint, float multiplier, int outputZeroPoint, WorkPart part, Span<int> sums, Span<byte> output)
    {
        if (pixels is <= 0 or > int.MaxValue / 255 || sums.Length != output.Length || input.Length != (long)pixels * output.Length)
            throw new ArgumentException($"Averaging {input.Length} codes over {pixels} pixels into {output.Length} with {sums.Length} sums.", nameof(output));
        int flip = sign == ActivationSign.Signed ? 0x80 : 0;
        var (first, end) = part.OfBlocks(sums.Length, Block);
        for (int c = SumBlocks(input, pixels, flip, (first, end), sums); c < end; c++)
        {
            int sum = 0;
            for (int p = 0, at = c; p < pixels; p++, at += sums.Length)
                sum += input[at] ^ flip;
            sums[c] = sum - (pixels * flip);
        }

        float low = (flip == 0 ? 0 : -128) - outputZeroPoint, high = (flip == 0 ? 255 : 127) - outputZeroPoint;
        for (int c = first; c < end; c++)
        {
            float scaled = MathF.Round((sums[c] - (pixels * inputZeroPoint)) * multiplier, MidpointRounding.ToEven);
            output[c] = (byte)((int)MathF.Min(MathF.Max(scaled, low), high) + outputZeroPoint);
        }
    }

    // Sixteen channels at a time, down all pixels: each channel's own additions stay in their order.
    [MethodImpl(Compilation.Hot)]
    private static unsafe int SumBlocks(ReadOnlySpan<float> input, int pixels, (int First, int End) range, Span<float> output)
    {
        int c = range.First, channels = output.Length;
        fixed (float* x = input, to = output)
        {
            for (; c <= range.End - Block; c += Block)
            {
                Vector128<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
                float* from = x + c;
                for (int p = 0; p < pixels; p++, from += channels)
                {
                    sum0 += Vector128.Load(from);
                    sum1 += Vector128.Load(from + 4);
                    sum2 += Vector128.Load(from + 8);
                    sum3 += Vector128.Load(from + 12);
                }

                sum0.Store(to + c);
                sum1.Store(to + c + 4);
                sum2.Store(to + c + 8);
                sum3.Store(to + c + 12);
            }
        }

        return c;
    }

    [MethodImpl(Compilation.Hot)]
    private static unsafe int SumBlocks(ReadOnlySpan<byte> input, int pixels, int flip, (int First, int End) range, Span<int> sums)
    {
        int c = range.First, channels = sums.Length;
        var flips = Vector128.Create((byte)flip);
        var moved = Vector128.Create(pixels * flip);
        fixed (byte* x = input)
        fixed (int* to = sums)
        {
            for (; c <= range.End - Block; c += Block)
            {
                Vector128<uint> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
                byte* from = x + c;
                for (int p = 0; p < pixels; p++, from += channels)
                {
                    var codes = Vector128.Load(from) ^ flips;
                    Vector128<ushort> lower = Vector128.WidenLower(codes), upper = Vector128.WidenUpper(codes);
                    sum0 += Vector128.WidenLower(lower);
                    sum1 += Vector128.WidenUpper(lower);
                    sum2 += Vector128.WidenLower(upper);
                    sum3 += Vector128.WidenUpper(upper);
                }

                (sum0.AsInt32() - moved).Store(to + c);
                (sum1.AsInt32() - moved).Store(to + c + 4);
                (sum2.AsInt32() - moved).Store(to + c + 8);
                (sum3.AsInt32() - moved).Store(to + c + 12);
            }
        }

        return c;
    }
}
