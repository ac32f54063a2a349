using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using EdgeCnn.Kernels.X64;

namespace EdgeCnn.Kernels.Elementwise;

/// <summary>Real numbers to 8-bit codes and back (ONNX QuantizeLinear, DequantizeLinear), one scale for the tensor.</summary>
public static unsafe class LinearQuantization
{
    /// <summary>output[i] = clamp(round(input[i] / scale) + zeroPoint), round half to even.</summary>
    /// <param name="input">Real numbers; NaN becomes the lowest code.</param>
    /// <param name="scale">Positive.</param>
    /// <param name="zeroPoint">A code of the sign's range.</param>
    /// <param name="sign">The range of the codes.</param>
    /// <param name="output">As many codes.</param>
    /// <exception cref="ArgumentException">The output is shorter than the input.</exception>
    [MethodImpl(Compilation.Hot)]
    public static void Quantize(ReadOnlySpan<float> input, float scale, int zeroPoint, ActivationSign sign, Span<byte> output)
    {
        if (output.Length < input.Length)
            throw new ArgumentException($"Quantizing {input.Length} values into {output.Length}.", nameof(output));
        float low = (sign == ActivationSign.Unsigned ? 0 : -128) - zeroPoint, high = (sign == ActivationSign.Unsigned ? 255 : 127) - zeroPoint;
        int i = 0;
        fixed (float* x = input)
        fixed (byte* y = output)
        {
            Vector128<float> scales = Vector128.Create(scale), lows = Vector128.Create(low), highs = Vector128.Create(high);
            var zeros = Vector128.Create(zeroPoint);
            if (WideCodes.IsSupported)
                i = Wide(x, input.Length, scale, zeroPoint, low, high, y);
            for (; i <= input.Length - 16; i += 16)
            {
                var first = Vector128.Narrow(Codes(x + i, scales, lows, highs) + zeros, Codes(x + i + 4, scales, lows, highs) + zeros);
                var second = Vector128.Narrow(Codes(x + i + 8, scales, lows, highs) + zeros, Codes(x + i + 12, scales, lows, highs) + zeros);
                Vector128.Narrow(first, second).AsByte().Store(y + i);
            }
        }

        for (; i < input.Length; i++)
        {
            float rounded = MathF.Round(input[i] / scale, MidpointRounding.ToEven);
            // This order of comparisons sends NaN to the lowest code on every processor.
            float clamped = rounded > low ? (rounded < high ? rounded : high) : low;
            output[i] = (byte)((int)clamped + zeroPoint);
        }
    }

    // Sixteen numbers a step in one vector; bounds are whole numbers, so it is all one whether they come before the rounding.
    [MethodImpl(Compilation.Hot)]
    private static int Wide(float* x, int length, float scale, int zeroPoint, float low, float high, byte* to)
    {
        Vector512<float> scales = Vector512.Create(scale), lows = Vector512.Create(low), highs = Vector512.Create(high);
        var shift = Vector512.Create(-zeroPoint);
        int i = 0;
        for (; i <= length - WideCodes.Count; i += WideCodes.Count)
        {
            var real = Vector512.Load(x + i) / scales;
            var above = Vector512.ConditionalSelect(Vector512.GreaterThan(real, lows), real, lows);
            WideCodes.Store(Vector512.MinNative(above, highs), default, shift, to + i);
        }

        return i;
    }

    /// <summary>output[i] = (code − zeroPoint)·scale.</summary>
    /// <exception cref="ArgumentException">The output is shorter than the input.</exception>
    [MethodImpl(Compilation.Hot)]
    public static void Dequantize(ReadOnlySpan<byte> input, float scale, int zeroPoint, ActivationSign sign, Span<float> output)
    {
        if (output.Length < input.Length)
            throw new ArgumentException($"Dequantizing {input.Length} codes into {output.Length}.", nameof(output));
        int i = 0;
        int flip = sign == ActivationSign.Signed ? 0x80 : 0;
        fixed (byte* x = input)
        fixed (float* y = output)
        {
            var flips = Vector128.Create((byte)flip);
            var offset = Vector128.Create(flip + zeroPoint);
            var scales = Vector128.Create(scale);
            for (; i <= input.Length - 16; i += 16)
            {
                var codes = Vector128.Load(x + i) ^ flips;
                Vector128<ushort> first = Vector128.WidenLower(codes), second = Vector128.WidenUpper(codes);
                (Vector128.ConvertToSingle(Vector128.WidenLower(first).AsInt32() - offset) * scales).Store(y + i);
                (Vector128.ConvertToSingle(Vector128.WidenUpper(first).AsInt32() - offset) * scales).Store(y + i + 4);
                (Vector128.ConvertToSingle(Vector128.WidenLower(second).AsInt32() - offset) * scales).Store(y + i + 8);
                (Vector128.ConvertToSingle(Vector128.WidenUpper(second).AsInt32() - offset) * scales).Store(y + i + 12);
            }
        }

        for (; i < input.Length; i++)
        {
            int code = sign == ActivationSign.Unsigned ? input[i] : (sbyte)input[i];
            output[i] = (code - zeroPoint) * scale;
        }
    }

    /// <summary>Integers by rounding half to even; of numbers that 32 bits hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> Round(Vector128<float> x) =>
        AdvSimd.IsSupported ? AdvSimd.ConvertToInt32RoundToEven(x) : Vector128.ConvertToInt32Native(Vector128.Round(x));

    // Rounded first, as the rule says; the comparison sends NaN to the lowest code.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Codes(float* x, Vector128<float> scale, Vector128<float> low, Vector128<float> high)
    {
        var rounded = Vector128.Round(Vector128.Load(x) / scale);
        var clamped = Vector128.MinNative(Vector128.ConditionalSelect(Vector128.GreaterThan(rounded, low), rounded, low), high);
        return Vector128.ConvertToInt32Native(clamped);
    }
}
