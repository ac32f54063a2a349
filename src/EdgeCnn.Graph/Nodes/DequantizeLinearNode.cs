namespace EdgeCnn.Graph.Nodes;

/// <summary>Codes to real numbers: scale·(code − zeroPoint), with the input tensor's parameters.</summary>
public sealed record DequantizeLinearNode() : Node("DequantizeLinear", 1, 1)
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs) => inputs[0].Shape;

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output) =>
        inputs[0].Type != DataType.Float32 && inputs[0].Quant is not null && output.Type == DataType.Float32
            ? null
            : $"wants an integer input with scales and a Float32 result, got {inputs[0].Type} and {output.Type}";
}
