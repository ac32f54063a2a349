using System.Collections.Immutable;

namespace EdgeCnn.Graph.Nodes;

/// <summary>The whole tensor several times along each axis.</summary>
public sealed record TileNode() : Node("Tile", 1, 1)
{
    /// <summary>How often, for each axis.</summary>
    public required ImmutableArray<int> Repeats { get; init; }

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs)
    {
        Shape x = inputs[0].Shape;
        if (Repeats.IsDefault || Repeats.Length != x.Rank || Repeats.Any(repeat => repeat <= 0) || x.Dims.Zip(Repeats).Any(pair => (long)pair.First * pair.Second > int.MaxValue))
            throw Error($"expects a positive number of repeats for each axis of {x}, got [{string.Join(',', Repeats.IsDefault ? [] : Repeats)}].");
        return new Shape([.. x.Dims.Zip(Repeats, (dim, repeat) => dim * repeat)]);
    }

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output) => SameTypes(inputs[0], output);
}
