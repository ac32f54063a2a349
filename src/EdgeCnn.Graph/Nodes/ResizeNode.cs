using System.Collections.Immutable;
using System.Text.Json.Serialization;
using EdgeCnn.Graph.Format;

namespace EdgeCnn.Graph.Nodes;

/// <summary>A tensor sampled at another size, each axis on its own (ONNX Resize).</summary>
/// <remarks>
/// Index i of an axis of n elements scaled by s to m looks at x in the input: half pixel (i + ½)/s − ½; asymmetric i/s; align corners
/// i·(n − 1)/(m − 1); and ONNX's other forms. Source of the cubic: Keys 1981, "Cubic Convolution Interpolation for Digital
/// Image Processing".
/// </remarks>
public sealed record ResizeNode() : Node("Resize", 1, 1)
{
    /// <summary>The result's shape.</summary>
    public required Shape Target { get; init; }

    /// <summary>Result size by input size for each axis, as the model gives it, which rounding keeps from being exactly that of the shapes.</summary>
    public required ImmutableArray<float> Scales { get; init; }

    /// <summary>How values between elements come about.</summary>
    public required ResizeMode Mode { get; init; }

    /// <summary>Where an index of the result lies in the input.</summary>
    public required ResizeCoordinates Coordinates { get; init; }

    /// <summary>Which element is nearest.</summary>
    [JsonRequired]
    public ResizeRounding Rounding { get; init; }

    /// <summary>Keys' parameter a.</summary>
    [JsonRequired]
    public float CubicCoefficient { get; init; } = -0.75f;

    /// <summary>True to leave taps outside the input out of the sum, false to repeat the edge.</summary>
    [JsonRequired]
    public bool ExcludeOutside { get; init; }

    /// <summary>True to widen the filter where the result is smaller.</summary>
    [JsonRequired]
    public bool Antialias { get; init; }

    /// <summary>First and last corner of the region of interest in 0..1, all axes' first corners before the last ones; empty without one.</summary>
    [JsonRequired]
    public ImmutableArray<float> Roi { get; init; } = [];

    /// <summary>The value of places outside the input, for <see cref="ResizeCoordinates.CropAndResize"/>.</summary>
    [JsonRequired]
    public float Extrapolation { get; init; }

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs)
    {
        Shape x = inputs[0].Shape;
        bool fits = Target.IsValid && Target.Rank == x.Rank && !Scales.IsDefault && Scales.Length == x.Rank && Scales.All(scale => scale > 0 && float.IsFinite(scale));
        if (!fits)
            throw Error($"cannot bring {x} to {Target} with scales [{string.Join(',', Scales.IsDefault ? [] : Scales)}].");
        if (Roi.IsDefault || (Roi.Length != 0 && Roi.Length != 2 * x.Rank) || Roi.Any(corner => !float.IsFinite(corner)) || (Coordinates == ResizeCoordinates.CropAndResize && Roi.IsEmpty))
            throw Error($"expects a region of {2 * x.Rank} finite numbers, got {(Roi.IsDefault ? 0 : Roi.Length)}.");
        return Target;
    }

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output)
    {
        if (!float.IsFinite(CubicCoefficient) || !float.IsFinite(Extrapolation))
            return "wants finite parameters";
        return Mode == ResizeMode.Nearest || output.Type == DataType.Float32 ? SameTypes(inputs[0], output) : $"interpolates Float32 only, got {output.Type}";
    }
}

/// <summary>How values between elements come about.</summary>
[JsonConverter(typeof(StrictEnumConverter<ResizeMode>))]
public enum ResizeMode
{
    /// <summary>The nearest element.</summary>
    Nearest,

    /// <summary>A line between two.</summary>
    Linear,

    /// <summary>Keys' cubic of four.</summary>
    Cubic,
}

/// <summary>Where an index of the result lies in the input.</summary>
[JsonConverter(typeof(StrictEnumConverter<ResizeCoordinates>))]
public enum ResizeCoordinates
{
    /// <summary>(i + ½)/s − ½</summary>
    HalfPixel,

    /// <summary>Half pixel, with the centre kept where the size was rounded.</summary>
    HalfPixelSymmetric,

    /// <summary>Half pixel, but 0 for a result of one element.</summary>
    PytorchHalfPixel,

    /// <summary>i·(n − 1)/(m − 1)</summary>
    AlignCorners,

    /// <summary>i/s</summary>
    Asymmetric,

    /// <summary>(i + ½)/s</summary>
    TfHalfPixelForNearest,

    /// <summary>Inside a region of interest.</summary>
    CropAndResize,
}

/// <summary>Which element is nearest.</summary>
[JsonConverter(typeof(StrictEnumConverter<ResizeRounding>))]
public enum ResizeRounding
{
    /// <summary>The nearest, the lower one of two.</summary>
    PreferFloor,

    /// <summary>The nearest, the upper one of two.</summary>
    PreferCeil,

    /// <summary>The one before.</summary>
    Floor,

    /// <summary>The one behind.</summary>
    Ceil,
}
