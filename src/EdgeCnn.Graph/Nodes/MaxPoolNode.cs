using System.Text.Json.Serialization;

namespace EdgeCnn.Graph.Nodes;

/// <summary>Max pooling; padding never wins.</summary>
/// <remarks>Shapes: [N, H, W, C] → [N, OH, OW, C], sizes as for <see cref="Conv2dNode"/>.</remarks>
public sealed record MaxPoolNode() : Node("MaxPool", 1, 1)
{
    /// <summary>Rows of the window.</summary>
    public required int KernelH { get; init; }

    /// <summary>Columns of the window.</summary>
    public required int KernelW { get; init; }

    /// <summary>How the window moves.</summary>
    [JsonRequired]
    public Window Window { get; init; } = new();

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs)
    {
        Shape x = inputs[0].Shape;
        if (x.Rank != 4)
            throw Error($"expects input [N,H,W,C], got {x}.");
        return new Shape(x[0], Window.OutputHeight(Label, x[1], KernelH), Window.OutputWidth(Label, x[2], KernelW), x[3]);
    }

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output) =>
        inputs[0].Type is not (DataType.Float32 or DataType.UInt8 or DataType.Int8) ? $"wants Float32 or an 8-bit type, got {inputs[0].Type}" : SameTypes(inputs[0], output);
}
