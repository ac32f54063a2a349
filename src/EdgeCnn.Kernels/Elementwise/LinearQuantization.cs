using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.X64;

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
        for (int i = QuantizeBlocks(input, scale, zeroPoint, low, high, output); i < input.Length; i++)
        {
            float rounded = MathF.Round(input[i] / scale, MidpointRounding.ToEven);
            // This order of comparisons sends NaN to the lowest code on every processor.
            float clamped = rounded > low ? (rounded < high ? rounded : high) : low;
            output[i] = (byte)((int)clamped + zeroPoint);
        }
    }

    // The same operations for sixteen numbers at a time; the order of comparisons is that of the loop for one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe int QuantizeBlocks(ReadOnlySpan<float> input, float scale, int zeroPoint, float low, float high, Span<byte> output)
    {
        int i = 0;
        fixed (float* x = input)
        fixed (byte* to = output)
        {
            if (WideCodes.IsSupported)
            {
                Vector512<float> divisor = Vector512.Create(scale), least = Vector512.Create(low), most = Vector512.Create(high);
                var shift = Vector512.Create(-zeroPoint);
                for (; i <= input.Length - WideCodes.Count; i += WideCodes.Count)
                {
                    var real = Vector512.Load(x + i) / divisor;
                    var above = Vector512.ConditionalSelect(Vector512.GreaterThan(real, least), real, least);
                    WideCodes.Store(Vector512.ConditionalSelect(Vector512.LessThan(above, most), above, most), default, shift, to + i);
                }
            }
            else
            {
                for (; i <= input.Length - 16; i += 16)
                {
                    var lower = Vector128.Narrow(Codes(x + i, scale, low, high, zeroPoint), Codes(x + i + 4, scale, low, high, zeroPoint));
                    var upper = Vector128.Narrow(Codes(x + i + 8, scale, low, high, zeroPoint), Codes(x + i + 12, scale, low, high, zeroPoint));
                    Vector128.Narrow(lower, upper).AsByte().Store(to + i);
                }
            }
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector128<int> Codes(float* x, float scale, float low, float high, int zeroPoint)
    {
        Vector128<float> real = Vector128.Load(x) / Vector128.Create(scale), least = Vector128.Create(low), most = Vector128.Create(high);
        var above = Vector128.ConditionalSelect(Vector128.GreaterThan(real, least), real, least);
        var clamped = Vector128.ConditionalSelect(Vector128.LessThan(above, most), above, most);
        return Vector128.ConvertToInt32Native(Vector128.Round(clamped)) + Vector128.Create(zeroPoint);
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
