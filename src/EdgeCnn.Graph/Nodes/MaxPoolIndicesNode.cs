using System.Text.Json.Serialization;

namespace EdgeCnn.Graph.Nodes;

/// <summary>Where in the input the values of a <see cref="MaxPoolNode"/> stand (the second result of ONNX MaxPool): Int64 indices into the input as NCHW.</summary>
/// <remarks>Shapes: [N, H, W, C] → [N, OH, OW, C].</remarks>
public sealed record MaxPoolIndicesNode() : Node("MaxPoolIndices", 1, 1)
{
    /// <summary>Rows of the window.</summary>
    public required int KernelH { get; init; }

    /// <summary>Columns of the window.</summary>
    public required int KernelW { get; init; }

    /// <summary>How the window moves.</summary>
    [JsonRequired]
    public Window Window { get; init; } = new();

    /// <summary>True to count along columns first (ONNX's storage_order 1), false along rows.</summary>
    [JsonRequired]
    public bool ColumnMajor { get; init; }

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs)
    {
        Shape x = inputs[0].Shape;
        return x.Rank == 4
            ? new Shape(x[0], Window.OutputHeight(Label, x[1], KernelH), Window.OutputWidth(Label, x[2], KernelW), x[3])
            : throw Error($"expects input [N,H,W,C], got {x}.");
    }

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output) =>
        inputs[0].Type is DataType.Float32 or DataType.UInt8 or DataType.Int8 && output is { Type: DataType.Int64, Quant: null } ? null : $"wants Float32 or an 8-bit type and an Int64 result, got {inputs[0].Type} and {output.Type}";
}
