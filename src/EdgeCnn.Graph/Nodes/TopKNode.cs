using System.Text.Json.Serialization;

namespace EdgeCnn.Graph.Nodes;

/// <summary>The k greatest or least values along an axis in their order, or their Int64 indices (ONNX TopK); of equal ones the first come first.</summary>
public sealed record TopKNode() : Node("TopK", 1, 1)
{
    /// <summary>The axis.</summary>
    public required int Axis { get; init; }

    /// <summary>How many.</summary>
    public required int K { get; init; }

    /// <summary>True for the least values, false for the greatest.</summary>
    [JsonRequired]
    public bool Least { get; init; }

    /// <summary>True for the indices, false for the values.</summary>
    [JsonRequired]
    public bool Indices { get; init; }

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs)
    {
        Shape x = inputs[0].Shape;
        CheckAxis(x, Axis);
        return K > 0 && K <= x[Axis] ? new Shape([.. x.Dims.SetItem(Axis, K)]) : throw Error($"cannot take {K} of {x[Axis]} along axis {Axis} of {x}.");
    }

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output)
    {
        if (inputs[0].Type == DataType.Bool)
            return "wants numbers, got Bool";
        return !Indices ? SameTypes(inputs[0], output) : output is { Type: DataType.Int64, Quant: null } ? null : $"wants an Int64 result for indices, got {output.Type}";
    }
}
