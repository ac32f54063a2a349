namespace EdgeCnn.Graph.Nodes;

/// <summary>Axes of size 1 (or missing ones) repeated to a shape, as NumPy broadcasts.</summary>
public sealed record ExpandNode() : Node("Expand", 1, 1)
{
    /// <summary>The result's shape.</summary>
    public required Shape Target { get; init; }

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs) =>
        Target.IsValid && Shape.TryBroadcast(inputs[0].Shape, Target, out Shape result) && result == Target
            ? Target
            : throw Error($"cannot repeat {inputs[0].Shape} to {Target}.");

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output) => SameTypes(inputs[0], output);
}
