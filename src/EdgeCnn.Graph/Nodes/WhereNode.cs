namespace EdgeCnn.Graph.Nodes;

/// <summary>The second input where the first is true, else the third; with NumPy's broadcasting.</summary>
public sealed record WhereNode() : Node("Where", 3, 3)
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs) => Broadcast(inputs);

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output) =>
        inputs[0].Type == DataType.Bool && inputs[1].Type == inputs[2].Type && SameTypes(inputs[1], output) is null && SameTypes(inputs[2], output) is null
            ? null
            : $"wants a Bool condition and two inputs of the result's type, got {string.Join(", ", inputs.Select(input => input.Type))} and {output.Type}";
}
