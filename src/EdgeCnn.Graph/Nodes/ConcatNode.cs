namespace EdgeCnn.Graph.Nodes;

/// <summary>Tensors side by side along the last axis, which is the channels' for NHWC.</summary>
public sealed record ConcatNode() : Node("Concat", 1, 64)
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs)
    {
        Shape first = inputs[0].Shape;
        if (first.Rank == 0 || inputs.Any(input => input.Shape.Rank != first.Rank || !input.Shape.Dims[..^1].SequenceEqual(first.Dims[..^1])))
            throw Error($"expects inputs that differ in the last axis only, got {string.Join(", ", inputs.Select(input => input.Shape))}.");
        long channels = inputs.Sum(input => (long)input.Shape[-1]);
        return channels <= int.MaxValue ? new Shape([.. first.Dims[..^1], (int)channels]) : throw Error($"{channels} channels are too many.");
    }

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output) => CheckSameKind(inputs, output);
}
