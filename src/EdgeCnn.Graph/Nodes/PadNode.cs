using System.Collections.Immutable;
using System.Text.Json.Serialization;
using EdgeCnn.Graph.Format;

namespace EdgeCnn.Graph.Nodes;

/// <summary>More elements before and after those of each axis.</summary>
public sealed record PadNode() : Node("Pad", 1, 1)
{
    /// <summary>Elements before, along each axis; not negative.</summary>
    public required ImmutableArray<int> Before { get; init; }

    /// <summary>Elements after, along each axis; not negative.</summary>
    public required ImmutableArray<int> After { get; init; }

    /// <summary>What they hold.</summary>
    [JsonRequired]
    public PadMode Mode { get; init; }

    /// <summary>The value for <see cref="PadMode.Constant"/>, as a real number where the tensor holds codes with a scale.</summary>
    [JsonRequired]
    public float Value { get; init; }

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs)
    {
        Shape x = inputs[0].Shape;
        if (Before.IsDefault || After.IsDefault || Before.Length != x.Rank || After.Length != x.Rank || Before.Concat(After).Any(pad => pad < 0))
            throw Error($"expects two numbers, not negative, for each axis of {x}.");
        for (int axis = 0; axis < x.Rank; axis++)
        {
            int reach = Math.Max(Before[axis], After[axis]), most = Mode switch { PadMode.Reflect => x[axis] - 1, PadMode.Wrap => x[axis], _ => int.MaxValue };
            if (reach > most || (long)x[axis] + Before[axis] + After[axis] > int.MaxValue)
                throw Error($"cannot pad axis {axis} of {x} by {Before[axis]} and {After[axis]} in mode {Mode}.");
        }

        return new Shape([.. x.Dims.Select((dim, axis) => Before[axis] + dim + After[axis])]);
    }

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output) =>
        float.IsFinite(Value) ? SameTypes(inputs[0], output) : $"wants a finite value, got {Value}";
}

/// <summary>What padding holds.</summary>
[JsonConverter(typeof(StrictEnumConverter<PadMode>))]
public enum PadMode
{
    /// <summary>One value.</summary>
    Constant,

    /// <summary>The mirror image without the edge.</summary>
    Reflect,

    /// <summary>The edge again.</summary>
    Edge,

    /// <summary>The other end.</summary>
    Wrap,
}
