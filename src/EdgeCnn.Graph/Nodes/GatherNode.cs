namespace EdgeCnn.Graph.Nodes;

/// <summary>Slices of a tensor, chosen by indices along one axis (ONNX Gather); a negative index counts from the end.</summary>
/// <remarks>Shapes: x [A, axis, B], indices [I] → [A, I, B], where A, I and B stand for any number of axes.</remarks>
public sealed record GatherNode() : Node("Gather", 2, 2)
{
    /// <summary>The axis.</summary>
    public required int Axis { get; init; }

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs)
    {
        Shape x = inputs[0].Shape;
        CheckAxis(x, Axis);
        return new Shape([.. x.Dims[..Axis], .. inputs[1].Shape.Dims, .. x.Dims[(Axis + 1)..]]);
    }

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output) =>
        inputs[1].Type is DataType.Int64 or DataType.Int32 ? SameTypes(inputs[0], output) : $"wants Int64 or Int32 indices, got {inputs[1].Type}";
}
