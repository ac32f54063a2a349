using System.Collections.Immutable;

namespace EdgeCnn.Graph.Nodes;

/// <summary>A box of a tensor, with a step along each axis; a negative step walks backwards.</summary>
/// <remarks>y[i, j, …] = x[Starts[0] + i·Steps[0], Starts[1] + j·Steps[1], …] for all indices below <see cref="Target"/>.</remarks>
public sealed record SliceNode() : Node("Slice", 1, 1)
{
    /// <summary>The first index along each axis.</summary>
    public required ImmutableArray<int> Starts { get; init; }

    /// <summary>From one index to the next, along each axis; not 0.</summary>
    public required ImmutableArray<int> Steps { get; init; }

    /// <summary>The result's shape.</summary>
    public required Shape Target { get; init; }

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs)
    {
        Shape x = inputs[0].Shape;
        bool fits = !Starts.IsDefault && !Steps.IsDefault && Starts.Length == x.Rank && Steps.Length == x.Rank && Target.Rank == x.Rank && Target.IsValid;
        for (int axis = 0; fits && axis < x.Rank; axis++)
        {
            long last = Starts[axis] + ((Target[axis] - 1L) * Steps[axis]);
            fits = Steps[axis] != 0 && Starts[axis] >= 0 && Starts[axis] < x[axis] && last >= 0 && last < x[axis];
        }

        return fits ? Target : throw Error($"a box {Target} from [{Text(Starts)}] in steps of [{Text(Steps)}] does not lie in {x}.");
    }

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output) => SameTypes(inputs[0], output);

    private static string Text(ImmutableArray<int> values) => string.Join(',', values.IsDefault ? [] : values);
}
