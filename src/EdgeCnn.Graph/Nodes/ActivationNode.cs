namespace EdgeCnn.Graph.Nodes;

/// <summary>A function of each value on its own.</summary>
public sealed record ActivationNode() : Node("Activation", 1, 1)
{
    /// <summary>The function.</summary>
    public required ActivationKind Kind { get; init; }

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs) => inputs[0].Shape;

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output)
    {
        if (inputs[0].Type is not (DataType.Float32 or DataType.UInt8 or DataType.Int8))
            return $"wants Float32 or an 8-bit type, got {inputs[0].Type}";
        if (SameTypes(inputs[0], output) is { } wrong)
            return wrong;
        return output.Type.IsCode() && output.Quant is not { Axis: -1 } ? "wants one scale and zero point for 8-bit values" : null;
    }
}
