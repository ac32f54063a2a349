using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace EdgeCnn.Graph;

/// <summary>
/// What the codes of an 8-bit tensor (or the sums of an int32 bias) mean: real = scale·(code − zeroPoint), with one pair
/// for the whole tensor or one pair for each index of an axis.
/// </summary>
/// <remarks>
/// Range: activations have one pair, any zero point that is a code of their type; weights have one pair for each output
/// channel (axis 0) and zero point 0; a bias has the scales s_x·s_w and zero point 0.
/// Source: Jacob et al. 2018, "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only
/// Inference", §2.1; ONNX QuantizeLinear and DequantizeLinear.
/// </remarks>
public sealed record QuantParams
{
    /// <summary>Real size of one step; positive and finite.</summary>
    public required ImmutableArray<float> Scales { get; init; }

    /// <summary>The codes that mean 0; as many as scales.</summary>
    public required ImmutableArray<int> ZeroPoints { get; init; }

    /// <summary>The axis with a pair for each index, or −1 if one pair holds for all.</summary>
    [JsonRequired]
    public int Axis { get; init; } = -1;

    /// <summary>
    /// Brings a code and its zero point back to the model's own where a plan has moved them by 128: some rules round own codes,
    /// or a sum with the own zero point in it, in float32, so they are not the same for moved ones.
    /// </summary>
    [JsonIgnore]
    public int CodeOffset { get; init; }

    /// <summary>The zero point, of the model's own codes, of a tensor with one pair.</summary>
    [JsonIgnore]
    public int OwnZeroPoint => ZeroPoint + CodeOffset;

    /// <summary>The scale of a tensor with one pair.</summary>
    [JsonIgnore]
    public float Scale => Scales[0];

    /// <summary>The zero point of a tensor with one pair.</summary>
    [JsonIgnore]
    public int ZeroPoint => ZeroPoints[0];

    /// <summary>One pair for the whole tensor.</summary>
    public static QuantParams PerTensor(float scale, int zeroPoint) => new() { Scales = [scale], ZeroPoints = [zeroPoint] };

    /// <summary>One scale for each index of an axis, zero point 0.</summary>
    public static QuantParams PerChannel(ReadOnlySpan<float> scales, int axis = 0) =>
        new() { Scales = [.. scales], ZeroPoints = [.. new int[scales.Length]], Axis = axis };

    /// <summary>q = clamp(round(real / scale) + zeroPoint), round half to even; ONNX's QuantizeLinear.</summary>
    public static int Quantize(float real, float scale, int zeroPoint, DataType type)
    {
        float rounded = MathF.Round(real / scale, MidpointRounding.ToEven);
        // Clamped as a float first: a cast of an infinite or huge value has no defined result.
        float low = type.MinCode() - zeroPoint, high = type.MaxCode() - zeroPoint;
        return (int)MathF.Min(MathF.Max(rounded, low), high) + zeroPoint;
    }

    /// <summary>scale·(code − zeroPoint); ONNX's DequantizeLinear.</summary>
    public static float Dequantize(int code, float scale, int zeroPoint) => (code - zeroPoint) * scale;
}
