using System.Collections.Immutable;
using System.Text.Json.Serialization;
using EdgeCnn.Graph;

namespace EdgeCnn.Bundles.Golden;

/// <summary>What a set of golden vectors says of itself; GOLDEN.md is its contract.</summary>
public sealed record GoldenManifest
{
    /// <summary>The format that this build writes and reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Version of the format.</summary>
    public required int Format { get; init; }

    /// <summary>The model's file name, beside the manifest.</summary>
    public required string Model { get; init; }

    /// <summary>SHA-256 of the model's file.</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>Whether the layers with weights compute with integers.</summary>
    public required GoldenArithmetic Arithmetic { get; init; }

    /// <summary>The kernel set that gave the outputs; <c>portable</c>, the specification.</summary>
    public required string Kernels { get; init; }

    /// <summary>Decides the inputs.</summary>
    public required long Seed { get; init; }

    /// <summary>How many pairs of inputs and outputs there are.</summary>
    public required int Vectors { get; init; }

    /// <summary>What the model takes, in its order.</summary>
    public required ImmutableArray<GoldenTensor> Inputs { get; init; }

    /// <summary>What the model gives, in its order.</summary>
    public required ImmutableArray<GoldenTensor> Outputs { get; init; }

    /// <summary>The file with the tensors, beside the manifest.</summary>
    public required string Data { get; init; }

    /// <summary>SHA-256 of that file.</summary>
    public required string DataSha256 { get; init; }
}

/// <summary>A tensor of every vector.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="Type">Element type; a name of <see cref="DataType"/>.</param>
/// <param name="Shape">Sizes.</param>
public sealed record GoldenTensor(string Name, string Type, ImmutableArray<int> Shape)
{
    /// <summary>Bytes of one such tensor.</summary>
    [JsonIgnore]
    public int SizeBytes => checked(new Shape(Shape.AsSpan()).Elements * ElementBytes);

    /// <summary>True if the type is known, no size is below 1 and the bytes can be counted.</summary>
    [JsonIgnore]
    public bool IsSound => !Shape.IsDefault && new Shape(Shape.AsSpan()) is { IsValid: true } sizes
        && ElementBytes > 0 && (long)sizes.Elements * ElementBytes <= int.MaxValue;

    // By name and not by Enum.Parse, which takes numbers too.
    private int ElementBytes => Enum.GetValues<DataType>().Where(type => $"{type}" == Type).Select(type => type.SizeBytes()).FirstOrDefault();

    /// <summary>The tensor of a model.</summary>
    public static GoldenTensor Of(TensorInfo tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return new(tensor.Name, $"{tensor.Type}", tensor.Shape.Dims);
    }

    /// <summary>True if a model's tensor is the one that is meant.</summary>
    public bool Is(TensorInfo tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return Name == tensor.Name && Type == $"{tensor.Type}" && Shape.AsSpan().SequenceEqual(tensor.Shape.Dims.AsSpan());
    }

    /// <summary>For example <c>x Float32[1,28,28,1]</c>.</summary>
    public override string ToString() => $"{Name} {Type}[{string.Join(',', Shape)}]";
}

/// <summary>How a model's layers with weights compute.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GoldenArithmetic>))]
public enum GoldenArithmetic
{
    /// <summary>With integers: equal bytes on every processor, by the written rules.</summary>
    Int8,

    /// <summary>At least one with float32: equal bytes as long as every kernel set adds in the same order.</summary>
    Float,
}

/// <summary>Serialization without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(GoldenManifest))]
internal sealed partial class GoldenJson : JsonSerializerContext;
