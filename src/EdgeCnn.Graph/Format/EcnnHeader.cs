using System.Collections.Immutable;
using System.Text.Json.Serialization;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Graph.Format;

/// <summary>The JSON part of a model file: everything but the constants' bytes. FORMAT.md is its contract.</summary>
internal sealed record EcnnHeader
{
    public required string Name { get; init; }

    public required ImmutableArray<string> Inputs { get; init; }

    public required ImmutableArray<string> Outputs { get; init; }

    public required ImmutableArray<EcnnTensor> Tensors { get; init; }

    public required ImmutableArray<Node> Nodes { get; init; }

    public ImmutableArray<string>? KeptLayout { get; init; }

    public InputContract? Contract { get; init; }

    // Without it the deserializer would set null and not the initial value; the same holds for JsonRequired elsewhere.
    [JsonRequired]
    public ImmutableSortedDictionary<string, string> Provenance { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}

/// <summary>A tensor, and for a constant where in the data section its bytes begin.</summary>
internal sealed record EcnnTensor(string Name, DataType Type, Shape Shape, QuantParams? Quant = null, long? Offset = null);

/// <summary>Serialization without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(EcnnHeader))]
[JsonSerializable(typeof(InputContract))]
internal sealed partial class EcnnJson : JsonSerializerContext;
