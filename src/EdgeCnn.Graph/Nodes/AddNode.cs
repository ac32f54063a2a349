using System.Text.Json.Serialization;

namespace EdgeCnn.Graph.Nodes;

/// <summary>The sum of two tensors of equal shape, with activation: the join of a residual branch.</summary>
public sealed record AddNode() : Node("Add", 2, 2)
{
    /// <summary>Applied to the sum before it is stored.</summary>
    [JsonRequired]
    public ActivationKind Activation { get; init; }

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs) => inputs[0].Shape == inputs[1].Shape
        ? inputs[0].Shape
        : throw Error($"expects two inputs of equal shape, got {inputs[0].Shape} and {inputs[1].Shape}.");

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output) => CheckSameKind(inputs, output);
}
