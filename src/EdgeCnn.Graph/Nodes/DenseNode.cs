namespace EdgeCnn.Graph.Nodes;

/// <summary>Fully connected layer: y = x·Wᵀ + bias (ONNX Gemm with transB = 1), with activation.</summary>
/// <remarks>Shapes: x [N, K], weights [OC, K], bias [OC] → [N, OC].</remarks>
public sealed record DenseNode() : LinearNode("Dense")
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs)
    {
        Shape x = inputs[0].Shape, w = inputs[1].Shape;
        if (x.Rank != 2 || w.Rank != 2)
            throw Error($"expects input [N,K] and weights [OC,K], got {x} and {w}.");
        if (x[1] != w[1])
            throw Error($"weights expect {w[1]} inputs, got {x[1]}. Input {x}, weights {w}.");
        CheckBias(inputs, w[0]);
        return new Shape(x[0], w[0]);
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<TensorInfo> inputs, TensorInfo output) =>
        (long)output.Shape.Elements * inputs[1].Shape[1];
}
