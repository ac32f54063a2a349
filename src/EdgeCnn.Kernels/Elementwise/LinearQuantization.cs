using System.Runtime.CompilerServices;

namespace EdgeCnn.Kernels.Elementwise;

/// <summary>Real numbers to 8-bit codes and back (ONNX QuantizeLinear, DequantizeLinear), one scale for the tensor.</summary>
public static class LinearQuantization
{
    /// <summary>output[i] = clamp(round(input[i] / scale) + zeroPoint), round half to even.</summary>
    /// <param name="input">Real numbers; NaN becomes the lowest code.</param>
    /// <param name="scale">Positive.</param>
    /// <param name="zeroPoint">A code of the sign's range.</param>
    /// <param name="sign">The range of the codes.</param>
    /// <param name="output">As many codes.</param>
    /// <exception cref="ArgumentException">The output is shorter than the input.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Quantize(ReadOnlySpan<float> input, float scale, int zeroPoint, ActivationSign sign, Span<byte> output)
    {
        if (output.Length < input.Length)
            throw new ArgumentException($"Quantizing {input.Length} values into {output.Length}.", nameof(output));
        float low = (sign == ActivationSign.Unsigned ? 0 : -128) - zeroPoint, high = (sign == ActivationSign.Unsigned ? 255 : 127) - zeroPoint;
        for (int i = 0; i < input.Length; i++)
        {
            float rounded = MathF.Round(input[i] / scale, MidpointRounding.ToEven);
            // This order of comparisons sends NaN to the lowest code on every processor.
            float clamped = rounded > low ? (rounded < high ? rounded : high) : low;
            output[i] = (byte)((int)clamped + zeroPoint);
        }
    }

    /// <summary>output[i] = (code − zeroPoint)·scale.</summary>
    /// <exception cref="ArgumentException">The output is shorter than the input.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dequantize(ReadOnlySpan<byte> input, float scale, int zeroPoint, ActivationSign sign, Span<float> output)
    {
        if (output.Length < input.Length)
            throw new ArgumentException($"Dequantizing {input.Length} codes into {output.Length}.", nameof(output));
        for (int i = 0; i < input.Length; i++)
        {
            int code = sign == ActivationSign.Unsigned ? input[i] : (sbyte)input[i];
            output[i] = (code - zeroPoint) * scale;
        }
    }
}
