using System.Collections.Immutable;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Graph.Passes.Layout;

/// <summary>
/// An operation on tensors whose axes stand in another order. For a permutation p the operation was written for x with axis i
/// of x being axis p[i] of the tensor that it gets now; the result's axes stand likewise.
/// </summary>
internal static class AxisRenaming
{
    /// <summary>The renamed node and the permutation of its result (empty for none), or null if the node cares for the order of axes.</summary>
    public static (Node Node, int[] Permutation)? Of(Node node, int[] p, IReadOnlyList<TensorInfo> inputs, TensorInfo output) => node switch
    {
        ActivationNode or UnaryNode or CastNode or AddNode or BinaryNode or WhereNode => (node, p),
        QuantizeLinearNode => output.Quant is { Axis: -1 } ? (node, p) : null,
        DequantizeLinearNode => inputs[0].Quant is { Axis: -1 } ? (node, p) : null,
        ConcatNode concat => (concat with { Axis = p[concat.Axis < 0 ? concat.Axis + p.Length : concat.Axis] }, p),
        SliceNode slice => (slice with { Starts = Renamed(slice.Starts, p), Steps = Renamed(slice.Steps, p), Target = new Shape([.. Renamed(slice.Target.Dims, p)]) }, p),
        PadNode pad => (pad with { Before = Renamed(pad.Before, p), After = Renamed(pad.After, p) }, p),
        TileNode tile => (tile with { Repeats = Renamed(tile.Repeats, p) }, p),
        ExpandNode expand => expand.Target.Rank == p.Length ? (expand with { Target = new Shape([.. Renamed(expand.Target.Dims, p)]) }, p) : null,
        ResizeNode resize => (resize with
        {
            Target = new Shape([.. Renamed(resize.Target.Dims, p)]),
            Scales = Renamed(resize.Scales, p),
            Roi = resize.Roi.IsEmpty ? [] : [.. Renamed(resize.Roi[..p.Length], p), .. Renamed(resize.Roi[p.Length..], p)],
        }, p),
        ReduceNode reduce => (reduce with { Axes = [.. reduce.Axes.Select(axis => p[axis]).Order()] }, reduce.KeepDims ? p : Without(p, reduce.Axes)),
        ArgNode arg => (arg with { Axis = p[arg.Axis] }, arg.KeepDims ? p : Without(p, [arg.Axis])),
        TopKNode top => (top with { Axis = p[top.Axis] }, p),
        SoftmaxNode => p[^1] == p.Length - 1 ? (node, p) : null,
        GatherNode gather => inputs[1].Shape.Rank == 1 ? (gather with { Axis = p[gather.Axis] }, p) : null,
        _ => null,
    };

    /// <summary>The inverse of a permutation.</summary>
    public static int[] Inverse(IReadOnlyList<int> p)
    {
        int[] inverse = new int[p.Count];
        for (int i = 0; i < p.Count; i++)
            inverse[p[i]] = i;
        return inverse;
    }

    /// <summary>True if every axis stays.</summary>
    public static bool IsIdentity(IReadOnlyList<int> p)
    {
        for (int i = 0; i < p.Count; i++)
        {
            if (p[i] != i)
                return false;
        }

        return true;
    }

    /// <summary>True if the axes with more than one element stay in their order, so that no element moves.</summary>
    public static bool KeepsOrder(Shape shape, IReadOnlyList<int> p)
    {
        int last = -1;
        foreach (int axis in p.Where(axis => shape[axis] != 1))
        {
            if (axis < last)
                return false;
            last = axis;
        }

        return true;
    }

    private static ImmutableArray<T> Renamed<T>(ImmutableArray<T> values, int[] p)
    {
        T[] renamed = new T[p.Length];
        for (int i = 0; i < p.Length; i++)
            renamed[p[i]] = values[i];
        return [.. renamed];
    }

    // The permutation of the axes that are left.
    private static int[] Without(int[] p, ImmutableArray<int> axes)
    {
        int[] left = [.. p.Where((_, i) => !axes.Contains(i))], sorted = [.. left.Order()];
        int[] permutation = [.. left.Select(axis => Array.IndexOf(sorted, axis))];
        return IsIdentity(permutation) ? [] : permutation;
    }
}
