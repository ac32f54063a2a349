using System.Text.Json.Serialization;

namespace EdgeCnn.Graph.Nodes;

/// <summary>Tensors side by side along one axis.</summary>
public sealed record ConcatNode() : Node("Concat", 1, 64)
{
    /// <summary>The axis; a negative one counts from the end. The last one is the channels' for NHWC.</summary>
    [JsonRequired]
    public int Axis { get; init; } = -1;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs)
    {
        Shape first = inputs[0].Shape;
        int axis = Axis < 0 ? Axis + first.Rank : Axis;
        CheckAxis(first, axis);
        if (inputs.Any(input => input.Shape.Rank != first.Rank || !input.Shape.Dims.RemoveAt(axis).SequenceEqual(first.Dims.RemoveAt(axis))))
            throw Error($"expects inputs that differ in axis {axis} only, got {string.Join(", ", inputs.Select(input => input.Shape))}.");
        long sum = inputs.Sum(input => (long)input.Shape[axis]);
        return sum <= int.MaxValue ? new Shape([.. first.Dims.SetItem(axis, (int)sum)]) : throw Error($"{sum} elements along axis {axis} are too many.");
    }

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output)
    {
        if (output.Quant is null && inputs.All(input => input.Type == output.Type && input.Quant is null))
            return null;
        return CheckSameKind(inputs, output);
    }
}
