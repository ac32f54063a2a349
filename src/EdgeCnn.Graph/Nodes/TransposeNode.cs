using System.Collections.Immutable;

namespace EdgeCnn.Graph.Nodes;

/// <summary>Axes in another order: axis i of the result is axis <c>Permutation[i]</c> of the input (ONNX Transpose).</summary>
public sealed record TransposeNode() : Node("Transpose", 1, 1)
{
    /// <summary>Each axis of the input once.</summary>
    public required ImmutableArray<int> Permutation { get; init; }

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs)
    {
        Shape x = inputs[0].Shape;
        if (Permutation.IsDefault || !Permutation.Order().SequenceEqual(Enumerable.Range(0, x.Rank)))
            throw Error($"the permutation [{string.Join(',', Permutation.IsDefault ? [] : Permutation)}] does not name each axis of {x} once.");
        return new Shape([.. Permutation.Select(axis => x[axis])]);
    }

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output) => SameTypes(inputs[0], output);
}
