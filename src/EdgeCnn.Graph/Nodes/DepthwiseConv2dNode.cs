using System.Text.Json.Serialization;

namespace EdgeCnn.Graph.Nodes;

/// <summary>Convolution of each channel with a window of its own (ONNX Conv with as many groups as channels).</summary>
/// <remarks>Shapes: x [N, H, W, C], weights [KH, KW, C], bias [C] → [N, OH, OW, C], sizes as for <see cref="Conv2dNode"/>.</remarks>
public sealed record DepthwiseConv2dNode() : LinearNode("DepthwiseConv2d")
{
    /// <summary>How the window moves.</summary>
    [JsonRequired]
    public Window Window { get; init; } = new();

    /// <inheritdoc/>
    [JsonIgnore]
    public override int ChannelAxis => 2;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs)
    {
        Shape x = inputs[0].Shape, w = inputs[1].Shape;
        if (x.Rank != 4 || w.Rank != 3)
            throw Error($"expects input [N,H,W,C] and weights [KH,KW,C], got {x} and {w}.");
        if (x[3] != w[2])
            throw Error($"weights expect {w[2]} channels, got {x[3]}. Input {x}, weights {w}.");
        CheckBias(inputs, w[2]);
        return new Shape(x[0], Window.OutputHeight(Label, x[1], w[0]), Window.OutputWidth(Label, x[2], w[1]), x[3]);
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<TensorInfo> inputs, TensorInfo output) =>
        (long)output.Shape.Elements * inputs[1].Shape[0] * inputs[1].Shape[1];
}
