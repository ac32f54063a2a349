namespace EdgeCnn.Graph.Nodes;

/// <summary>Local response normalization across the last axis, the channels.</summary>
/// <remarks>
/// y_c = x_c / (Bias + Alpha/Size·Σ x_i²)^Beta, the sum over the channels i from c − ⌊(Size − 1)/2⌋ to c + ⌈(Size − 1)/2⌉.
/// Source: Krizhevsky, Sutskever and Hinton 2012, "ImageNet Classification with Deep Convolutional Neural Networks", §3.3; ONNX LRN.
/// </remarks>
public sealed record LrnNode() : Node("Lrn", 1, 1)
{
    /// <summary>Channels in a sum.</summary>
    public required int Size { get; init; }

    /// <summary>The factor of the mean square.</summary>
    public required float Alpha { get; init; }

    /// <summary>The exponent.</summary>
    public required float Beta { get; init; }

    /// <summary>Added before the power.</summary>
    public required float Bias { get; init; }

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs) =>
        inputs[0].Shape.Rank > 0 && Size > 0 ? inputs[0].Shape : throw Error($"expects a positive size and at least one axis, got {Size} and {inputs[0].Shape}.");

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output) =>
        !float.IsFinite(Alpha) || !float.IsFinite(Beta) || !float.IsFinite(Bias) ? $"wants finite parameters, got {Alpha}, {Beta} and {Bias}"
        : inputs[0].Type == DataType.Float32 && output.Type == DataType.Float32 ? null : $"wants Float32, got {inputs[0].Type} and {output.Type}";
}
