using System.Collections.Immutable;

namespace EdgeCnn.Graph.Nodes;

/// <summary>One value for all along some axes (ONNX Reduce…).</summary>
public sealed record ReduceNode() : Node("Reduce", 1, 1)
{
    /// <summary>The function.</summary>
    public required ReduceKind Kind { get; init; }

    /// <summary>The axes that are reduced: ascending, none twice.</summary>
    public required ImmutableArray<int> Axes { get; init; }

    /// <summary>True to keep reduced axes with size 1.</summary>
    public required bool KeepDims { get; init; }

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<TensorInfo> inputs)
    {
        Shape x = inputs[0].Shape;
        if (Axes.IsDefault || Axes.Any(axis => axis < 0 || axis >= x.Rank) || Axes.Zip(Axes.Skip(1)).Any(pair => pair.First >= pair.Second))
            throw Error($"expects ascending axes of {x}, got [{string.Join(',', Axes.IsDefault ? [] : Axes)}].");
        return KeepDims
            ? new Shape([.. x.Dims.Select((dim, axis) => Axes.Contains(axis) ? 1 : dim)])
            : new Shape([.. x.Dims.Where((_, axis) => !Axes.Contains(axis))]);
    }

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output)
    {
        if (SameTypes(inputs[0], output) is { } wrong)
            return wrong;
        bool compares = Kind is ReduceKind.Max or ReduceKind.Min;
        return (compares || output.Type != DataType.Bool) && (compares || output.Quant is null) ? null : $"has no {Kind} of {output.Type}";
    }
}
