namespace EdgeCnn.Graph.Nodes;

/// <summary>A function of two tensors, element by element, with NumPy's broadcasting.</summary>
/// <remarks>
/// Shapes: aligned at the last axis; axes are equal, missing or of size 1. Codes: the rule of Add rounds its inputs one after
/// the other, so their order counts; an importer puts the input that repeats second.
/// </remarks>
public sealed record BinaryNode() : Node("Binary", 2, 2)
{
    /// <summary>The function.</summary>
    public required BinaryKind Kind { get; init; }

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs) => Broadcast(inputs);

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output)
    {
        DataType type = inputs[0].Type;
        if (inputs[1].Type != type || output.Type != (Kind.IsComparison() ? DataType.Bool : type))
            return $"has no {Kind} of {type} and {inputs[1].Type} to {output.Type}";
        if (Kind.IsLogic() != (type == DataType.Bool) && Kind != BinaryKind.Equal)
            return $"has no {Kind} of {type}";
        bool codes = inputs.Append(output).Any(info => info.Quant is not null);
        if (codes && (Kind is not (BinaryKind.Add or BinaryKind.Mul) || CheckSameKind(inputs, output) is not null))
            return $"has no {Kind} of codes with a scale but Add and Mul, each tensor with one scale";
        return null;
    }
}
