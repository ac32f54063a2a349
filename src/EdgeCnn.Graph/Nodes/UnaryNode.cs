using System.Text.Json.Serialization;

namespace EdgeCnn.Graph.Nodes;

/// <summary>A function of each value on its own, beyond those that layers take into their store (<see cref="ActivationNode"/>).</summary>
public sealed record UnaryNode() : Node("Unary", 1, 1)
{
    /// <summary>The function.</summary>
    public required UnaryKind Kind { get; init; }

    /// <summary>Its first parameter; 0 where it has none.</summary>
    [JsonRequired]
    public float Alpha { get; init; }

    /// <summary>Its second parameter; 0 where it has none.</summary>
    [JsonRequired]
    public float Beta { get; init; }

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs) => inputs[0].Shape;

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output)
    {
        DataType type = inputs[0].Type;
        if (type != output.Type)
            return $"keeps the type, got {type} and {output.Type}";
        if (!float.IsFinite(Alpha) || !float.IsFinite(Beta))
            return $"wants finite parameters, got {Alpha} and {Beta}";
        // Codes go through a table of all 256; plain integers have the functions that stay in them.
        bool codes = type.IsCode() && inputs[0].Quant is { Axis: -1 } && output.Quant is { Axis: -1 };
        bool allowed = Kind switch
        {
            UnaryKind.Not => type == DataType.Bool,
            UnaryKind.Abs or UnaryKind.Neg or UnaryKind.Sign => type != DataType.Bool,
            _ => type == DataType.Float32 || codes,
        };
        return allowed ? null : $"has no {Kind} of {type}";
    }
}
