namespace EdgeCnn.Graph.Nodes;

/// <summary>Real numbers to codes: clamp(round(x / scale) + zeroPoint), with the result tensor's parameters.</summary>
public sealed record QuantizeLinearNode() : Node("QuantizeLinear", 1, 1)
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs) => inputs[0].Shape;

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output) =>
        inputs[0].Type == DataType.Float32 && output.Type.IsCode() && output.Quant is { Axis: -1 }
            ? null
            : $"wants a Float32 input and an 8-bit result with one scale, got {inputs[0].Type} and {output.Type}";
}
