using EdgeCnn.Graph;

namespace EdgeCnn.Quantization;

/// <summary>Weights to int8, one scale for each output channel, codes −127..127.</summary>
/// <remarks>
/// Range: −128 is left out, so that two products of a weight and a code fit 16 bits together (the SMULL kernels need it).
/// Source: Krishnamoorthi 2018, "Quantizing deep convolutional networks for efficient inference", §2.2.
/// </remarks>
public static class WeightQuantizer
{
    /// <summary>Quantizes weights, one scale for each index of an axis.</summary>
    /// <param name="weights">The values.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="axis">The axis of the output channels.</param>
    public static (sbyte[] Codes, QuantParams Quant) Quantize(ReadOnlySpan<float> weights, Shape shape, int axis)
    {
        int channels = shape[axis], inner = 1;
        for (int after = axis + 1; after < shape.Rank; after++)
            inner *= shape[after];
        float[] scales = new float[channels];
        for (int i = 0; i < weights.Length; i++)
        {
            int channel = i / inner % channels;
            scales[channel] = MathF.Max(scales[channel], MathF.Abs(weights[i]));
        }

        for (int channel = 0; channel < channels; channel++)
            scales[channel] = scales[channel] > 1e-30f ? scales[channel] / 127f : 1f;
        sbyte[] codes = new sbyte[weights.Length];
        for (int i = 0; i < weights.Length; i++)
            codes[i] = (sbyte)Math.Clamp(MathF.Round(weights[i] / scales[i / inner % channels], MidpointRounding.ToEven), -127f, 127f);
        return (codes, QuantParams.PerChannel(scales, axis));
    }

    /// <summary>A bias in units of the sum: round(b / (s_x·s_w)), clamped to int32.</summary>
    public static (int[] Codes, QuantParams Quant) QuantizeBias(ReadOnlySpan<float> bias, float inputScale, QuantParams weights)
    {
        int[] codes = new int[bias.Length];
        float[] scales = new float[bias.Length];
        for (int channel = 0; channel < bias.Length; channel++)
        {
            scales[channel] = inputScale * weights.Scales[channel];
            // In double: a float has not enough digits for a 32-bit integer.
            codes[channel] = (int)Math.Clamp(Math.Round(bias[channel] / (double)scales[channel], MidpointRounding.ToEven), int.MinValue / 2, int.MaxValue / 2);
        }

        return (codes, QuantParams.PerChannel(scales));
    }
}
