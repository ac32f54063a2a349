namespace EdgeCnn.Graph.Nodes;

/// <summary>A function of each value on its own.</summary>
public sealed record ActivationNode() : Node("Activation", 1, 1)
{
    /// <summary>The function.</summary>
    public required ActivationKind Kind { get; init; }

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs) => inputs[0].Shape;

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output) =>
        inputs[0].Type == DataType.Int32 ? "wants Float32 or an 8-bit type, got Int32" : SameTypes(inputs[0], output);
}
