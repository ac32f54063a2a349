using System.Text.Json.Serialization;

namespace EdgeCnn.Graph.Nodes;

/// <summary>Where along an axis the greatest or least value stands (ONNX ArgMax, ArgMin); an Int64 index.</summary>
public sealed record ArgNode() : Node("Arg", 1, 1)
{
    /// <summary>The axis.</summary>
    public required int Axis { get; init; }

    /// <summary>True for the least value, false for the greatest.</summary>
    [JsonRequired]
    public bool Least { get; init; }

    /// <summary>True to keep the axis with size 1.</summary>
    public required bool KeepDims { get; init; }

    /// <summary>True to name the last of equal values, false for the first.</summary>
    [JsonRequired]
    public bool SelectLast { get; init; }

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs)
    {
        Shape x = inputs[0].Shape;
        CheckAxis(x, Axis);
        return KeepDims ? new Shape([.. x.Dims.SetItem(Axis, 1)]) : new Shape([.. x.Dims.RemoveAt(Axis)]);
    }

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output) =>
        inputs[0].Type != DataType.Bool && output is { Type: DataType.Int64, Quant: null } ? null : $"wants numbers and an Int64 result, got {inputs[0].Type} and {output.Type}";
}
