namespace EdgeCnn.Graph.Nodes;

/// <summary>exp(x) / Σ exp(x) along the last axis, or its logarithm.</summary>
public sealed record SoftmaxNode() : Node("Softmax", 1, 1)
{
    /// <summary>True for x − ln Σ exp(x).</summary>
    public bool Logarithm { get; init; }

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs) =>
        inputs[0].Shape.Rank > 0 ? inputs[0].Shape : throw Error("expects at least one axis, got a scalar.");

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output) =>
        inputs[0].Type == DataType.Float32 && output.Type == DataType.Float32 ? null
        : Logarithm ? $"wants Float32, got {inputs[0].Type} and {output.Type}"
        : CheckSameKind(inputs, output);
}
