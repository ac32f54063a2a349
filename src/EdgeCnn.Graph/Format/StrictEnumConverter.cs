using System.Text.Json.Serialization;

namespace EdgeCnn.Graph.Format;

/// <summary>Enums as their names; numbers, which could be out of range, are refused.</summary>
internal sealed class StrictEnumConverter<T>() : JsonStringEnumConverter<T>(namingPolicy: null, allowIntegerValues: false)
    where T : struct, Enum;
