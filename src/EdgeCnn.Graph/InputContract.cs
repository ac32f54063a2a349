using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeCnn.Graph.Format;

namespace EdgeCnn.Graph;

/// <summary>
/// What a model expects of a picture and what its outputs mean. It travels inside the model, so training, calibration,
/// verification and the board all prepare pictures in the same way.
/// </summary>
/// <remarks>
/// Units: a pixel channel p in 0..255 becomes (p / divisor − mean) / std, each step in float32. An 8-bit input is then
/// quantized by ONNX's QuantizeLinear with the input tensor's parameters.
/// </remarks>
public sealed record InputContract
{
    /// <summary>Rows of the input.</summary>
    public required int Height { get; init; }

    /// <summary>Columns of the input.</summary>
    public required int Width { get; init; }

    /// <summary>The order of the input's channels.</summary>
    public required ColorOrder Color { get; init; }

    /// <summary>How a picture of another shape is fitted.</summary>
    public CropMode Crop { get; init; } = CropMode.Center;

    /// <summary>How a picture's pixels become the input's; a file without it means bilinear.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ResizeFilter Resize { get; init; }

    /// <summary>What 0..255 is divided by first; null for 255, so that pixels become 0..1.</summary>
    public float? Divisor { get; init; }

    /// <summary>Subtracted after that; one for each channel.</summary>
    public required ImmutableArray<float> Mean { get; init; }

    /// <summary>Divides the difference; one for each channel.</summary>
    public required ImmutableArray<float> Std { get; init; }

    /// <summary>What the outputs are.</summary>
    public ModelTask Task { get; init; } = ModelTask.Multiclass;

    /// <summary>The name of each output.</summary>
    public required ImmutableArray<string> Labels { get; init; }

    /// <summary>Channels of the input.</summary>
    [JsonIgnore]
    public int Channels => Color == ColorOrder.Gray ? 1 : 3;

    /// <summary>Reads a contract; FORMAT.md lists the members.</summary>
    /// <exception cref="ModelFormatException">The text is not a contract.</exception>
    public static InputContract FromJson(string json, string source)
    {
        try
        {
            return JsonSerializer.Deserialize(json, EcnnJson.Default.InputContract)
                ?? throw new ModelFormatException(source, 0, "the contract is null. Write the model again.");
        }
        catch (JsonException error)
        {
            throw new ModelFormatException(source, error.BytePositionInLine ?? 0, $"the contract is not what FORMAT.md says: {error.Message} Write the model again, with this version.", error);
        }
    }

    /// <summary>The contract as JSON, as it stands in a model file.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, EcnnJson.Default.InputContract);
}

/// <summary>The order of an input's channels.</summary>
[JsonConverter(typeof(StrictEnumConverter<ColorOrder>))]
public enum ColorOrder
{
    /// <summary>One channel, luma.</summary>
    Gray,

    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red.</summary>
    Bgr,
}

/// <summary>How a picture of another shape is fitted to the input.</summary>
[JsonConverter(typeof(StrictEnumConverter<CropMode>))]
public enum CropMode
{
    /// <summary>The largest centred part of the input's shape, resized.</summary>
    Center,

    /// <summary>The whole picture, resized to fit, with black bars.</summary>
    Letterbox,

    /// <summary>The whole picture, stretched.</summary>
    Stretch,
}

/// <summary>How a picture's pixels become the input's where their numbers differ.</summary>
[JsonConverter(typeof(StrictEnumConverter<ResizeFilter>))]
public enum ResizeFilter
{
    /// <summary>The mean of two pixels in each direction, weighted by their distance.</summary>
    Bilinear,

    /// <summary>The mean of all pixels that a pixel of the input covers; bilinear in a direction in which the picture grows.</summary>
    Area,
}

/// <summary>What a model's outputs are.</summary>
[JsonConverter(typeof(StrictEnumConverter<ModelTask>))]
public enum ModelTask
{
    /// <summary>One logit for each class, exactly one class is right: softmax.</summary>
    Multiclass,

    /// <summary>One logit: sigmoid.</summary>
    Binary,

    /// <summary>One logit for each label, any number is right: a sigmoid each.</summary>
    Multilabel,
}
