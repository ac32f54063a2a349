namespace EdgeCnn.Graph.Nodes;

/// <summary>
/// Numbers of another type, which is the result tensor's: real numbers are truncated towards 0, integers keep their low
/// bits, anything but 0 is true.
/// </summary>
public sealed record CastNode() : Node("Cast", 1, 1)
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs) => inputs[0].Shape;

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output) =>
        inputs[0].Quant is null && output.Quant is null ? null : "wants plain numbers, not codes with a scale";
}
