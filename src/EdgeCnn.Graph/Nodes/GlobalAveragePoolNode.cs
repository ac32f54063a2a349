namespace EdgeCnn.Graph.Nodes;

/// <summary>The mean of each channel over the whole map.</summary>
/// <remarks>Shapes: [N, H, W, C] → [N, 1, 1, C].</remarks>
public sealed record GlobalAveragePoolNode() : Node("GlobalAveragePool", 1, 1)
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs) => inputs[0].Shape is { Rank: 4 } x
        ? new Shape(x[0], 1, 1, x[3])
        : throw Error($"expects input [N,H,W,C], got {inputs[0].Shape}.");

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output) => CheckSameKind(inputs, output);
}
