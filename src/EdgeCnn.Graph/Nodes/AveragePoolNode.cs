using System.Text.Json.Serialization;

namespace EdgeCnn.Graph.Nodes;

/// <summary>The mean of each window.</summary>
/// <remarks>Shapes: [N, H, W, C] → [N, OH, OW, C], sizes as for <see cref="Conv2dNode"/>.</remarks>
public sealed record AveragePoolNode() : Node("AveragePool", 1, 1)
{
    /// <summary>Rows of the window.</summary>
    public required int KernelH { get; init; }

    /// <summary>Columns of the window.</summary>
    public required int KernelW { get; init; }

    /// <summary>How the window moves.</summary>
    [JsonRequired]
    public Window Window { get; init; } = new();

    /// <summary>True to divide by the taps inside input and padding, false by those inside the input.</summary>
    [JsonRequired]
    public bool CountIncludePad { get; init; }

    /// <summary>
    /// Rows and columns at the lower and right end of the padding that no division counts: those that rounding the output
    /// size up has added.
    /// </summary>
    [JsonRequired]
    public int CeilH { get; init; }

    /// <inheritdoc cref="CeilH"/>
    [JsonRequired]
    public int CeilW { get; init; }

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs)
    {
        Shape x = inputs[0].Shape;
        if (x.Rank != 4)
            throw Error($"expects input [N,H,W,C], got {x}.");
        if (CeilH < 0 || CeilW < 0 || CeilH > Window.PadBottom || CeilW > Window.PadRight)
            throw Error($"counts out {CeilH} rows and {CeilW} columns of a padding of {Window.PadBottom} and {Window.PadRight}.");
        return new Shape(x[0], Window.OutputHeight(Label, x[1], KernelH), Window.OutputWidth(Label, x[2], KernelW), x[3]);
    }

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output) => CheckSameKind(inputs, output);
}
