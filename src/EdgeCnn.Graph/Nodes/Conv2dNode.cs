using System.Text.Json.Serialization;

namespace EdgeCnn.Graph.Nodes;

/// <summary>Two-dimensional convolution (cross-correlation, as in ONNX Conv) with bias and activation.</summary>
/// <remarks>
/// Shapes: x [N, H, W, C], weights [OC, KH, KW, C], bias [OC] → [N, OH, OW, OC] with
/// OH = ⌊(H + PadTop + PadBottom − DilationH·(KH − 1) − 1) / StrideH⌋ + 1.
/// </remarks>
public sealed record Conv2dNode() : LinearNode("Conv2d")
{
    /// <summary>Window attributes without the size, which the weights give.</summary>
    [JsonRequired]
    public Window Window { get; init; } = new();

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs)
    {
        Shape x = inputs[0].Shape, w = inputs[1].Shape;
        if (x.Rank != 4 || w.Rank != 4)
            throw Error($"expects input [N,H,W,C] and weights [OC,KH,KW,C], got {x} and {w}.");
        if (x[3] != w[3])
            throw Error($"weights expect {w[3]} input channels, got {x[3]}. Input {x}, weights {w}. Convert the input to {w[3]} channels first.");
        CheckBias(inputs, w[0]);
        return new Shape(x[0], Window.OutputHeight(Label, x[1], w[1]), Window.OutputWidth(Label, x[2], w[2]), w[0]);
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<TensorInfo> inputs, TensorInfo output) =>
        (long)output.Shape.Elements * (inputs[1].Shape.Elements / inputs[1].Shape[0]);
}
