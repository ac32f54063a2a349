namespace EdgeCnn.Graph.Nodes;

/// <summary>The same values in the same order under another shape.</summary>
public sealed record ReshapeNode() : Node("Reshape", 1, 1)
{
    /// <summary>The new shape; as many elements as the old one.</summary>
    public required Shape Target { get; init; }

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs)
    {
        if (!Target.IsValid || !inputs[0].Shape.IsValid || Target.Elements != inputs[0].Shape.Elements)
            throw Error($"cannot give {inputs[0].Shape} the shape {Target}: the numbers of elements differ.");
        return Target;
    }

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output) => SameTypes(inputs[0], output);
}
