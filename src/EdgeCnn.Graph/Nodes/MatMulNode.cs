namespace EdgeCnn.Graph.Nodes;

/// <summary>Matrix products of two tensors that are both computed, with broadcasting over the axes before the last two.</summary>
/// <remarks>Shapes: a [..., M, K], b [..., K, N] → [..., M, N]. A product with constant weights is a <see cref="DenseNode"/>.</remarks>
public sealed record MatMulNode() : Node("MatMul", 2, 2)
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs)
    {
        Shape a = inputs[0].Shape, b = inputs[1].Shape;
        if (a.Rank < 2 || b.Rank < 2 || a[-1] != b[-2] || !Shape.TryBroadcast(new Shape([.. a.Dims[..^2]]), new Shape([.. b.Dims[..^2]]), out Shape batch))
            throw Error($"expects [..., M, K] and [..., K, N], got {a} and {b}.");
        return new Shape([.. batch.Dims, a[-2], b[-1]]);
    }

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output) =>
        inputs.Append(output).All(info => info.Type == DataType.Float32) ? null : "wants Float32 throughout";

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<TensorInfo> inputs, TensorInfo output) => (long)output.Shape.Elements * inputs[0].Shape[-1];
}
