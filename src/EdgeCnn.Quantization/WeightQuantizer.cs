using EdgeCnn.Graph;

namespace EdgeCnn.Quantization;

/// <summary>Weights to int8, one scale for each output channel, codes −127..127.</summary>
/// <remarks>
/// Range: −128 is left out, so that two products of a weight and a code fit 16 bits together (the SMULL kernels need it).
/// Source: Krishnamoorthi 2018, "Quantizing deep convolutional networks for efficient inference", §2.2.
/// </remarks>
public static class WeightQuantizer
{
    /// <summary>Quantizes weights along axis 0.</summary>
    /// <param name="weights">[OC, …]</param>
    /// <param name="channels">OC</param>
    public static (sbyte[] Codes, QuantParams Quant) Quantize(ReadOnlySpan<float> weights, int channels)
    {
        int length = weights.Length / channels;
        sbyte[] codes = new sbyte[weights.Length];
        float[] scales = new float[channels];
        for (int channel = 0; channel < channels; channel++)
        {
            var row = weights.Slice(channel * length, length);
            float largest = 0;
            foreach (float w in row)
                largest = MathF.Max(largest, MathF.Abs(w));
            float scale = scales[channel] = largest > 1e-30f ? largest / 127f : 1f;
            for (int i = 0; i < length; i++)
                codes[(channel * length) + i] = (sbyte)Math.Clamp(MathF.Round(row[i] / scale, MidpointRounding.ToEven), -127f, 127f);
        }

        return (codes, QuantParams.PerChannel(scales));
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
