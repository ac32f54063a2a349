using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Runtime.Operators;

/// <summary>The operators that only move elements: each node as tables for <see cref="Rearrangement{T}"/>.</summary>
internal static class MovementTable
{
    public static IOperator Bind(NetworkGraph graph, Node node)
    {
        TensorInfo x = graph.Tensor(node.Inputs[0]);
        int[] strides = Strides(x.Shape);
        IEnumerable<int[]> tables = node switch
        {
            TransposeNode transpose => transpose.Permutation.Select(axis => Table(x.Shape[axis], strides[axis], i => i)),
            SliceNode slice => slice.Target.Dims.Select((size, axis) => Table(size, strides[axis], i => slice.Starts[axis] + (i * slice.Steps[axis]))),
            ExpandNode expand => Expand(expand.Target, x.Shape, strides),
            TileNode tile => tile.Repeats.Select((repeat, axis) => Table(repeat * x.Shape[axis], strides[axis], i => i % x.Shape[axis])),
            PadNode pad => pad.Before.Select((before, axis) => Table(before + x.Shape[axis] + pad.After[axis], strides[axis], i => Padded(i - before, x.Shape[axis], pad.Mode))),
            ResizeNode resize => resize.Target.Dims.Select((size, axis) => Table(size, strides[axis], ResizeAxisPlan.Nearest(resize, x.Shape, axis))),
            _ => throw new GraphException(node.Label, "has no kernel in this build."),
        };
        double fill = node switch { PadNode pad => pad.Value, ResizeNode resize => resize.Extrapolation, _ => 0 };
        return Create(node.Op.ToLowerInvariant(), tables, x, fill);
    }

    /// <summary>Gather with indices that are known beforehand.</summary>
    /// <exception cref="GraphException">An index is out of range.</exception>
    public static IOperator Gather(NetworkGraph graph, GatherNode node)
    {
        TensorInfo x = graph.Tensor(node.Inputs[0]), indices = graph.Tensor(node.Inputs[1]);
        int[] strides = Strides(x.Shape);
        int size = x.Shape[node.Axis];
        long[] given = indices.Type == DataType.Int64
            ? graph.Constant<long>(indices.Name).ToArray()
            : [.. graph.Constant<int>(indices.Name).ToArray().Select(index => (long)index)];
        foreach (long index in given.Where(index => index < -size || index >= size))
            throw new GraphException(node.Label, $"the index {index} is not one of axis {node.Axis} of {x.Shape}.");
        IEnumerable<int[]> tables = x.Shape.Dims.Select((dim, axis) =>
            axis == node.Axis ? [.. given.Select(index => (int)(index < 0 ? index + size : index) * strides[axis])] : Table(dim, strides[axis], i => i));
        return Create("gather", tables, x, 0);
    }

    private static IOperator Create(string name, IEnumerable<int[]> tables, TensorInfo x, double fill) => x.Type switch
    {
        DataType.Float32 => new Rearrangement<float>(name, tables, (float)fill),
        DataType.Int32 => new Rearrangement<int>(name, tables, (int)fill),
        DataType.Int64 => new Rearrangement<long>(name, tables, (long)fill),
        _ when x.Quant is { Axis: -1 } => new Rearrangement<byte>(name, tables, (byte)QuantParams.Quantize((float)fill, x.Quant.Scale, x.Quant.ZeroPoint, x.Type)),
        DataType.Int8 => new Rearrangement<byte>(name, tables, (byte)(sbyte)fill),
        DataType.Bool => new Rearrangement<byte>(name, tables, (byte)(fill == 0 ? 0 : 1)),
        _ => new Rearrangement<byte>(name, tables, (byte)fill),
    };

    private static IEnumerable<int[]> Expand(Shape target, Shape x, int[] strides) => target.Dims.Select((size, axis) =>
    {
        int own = axis - (target.Rank - x.Rank);
        return own < 0 || x[own] == 1 ? new int[size] : Table(size, strides[own], i => i);
    });

    // Where an index lies in an axis of a size, counted from the axis' first element.
    private static int Padded(int i, int size, PadMode mode) => mode switch
    {
        _ when i >= 0 && i < size => i,
        PadMode.Constant => Rearrangement<byte>.Outside,
        PadMode.Edge => i < 0 ? 0 : size - 1,
        PadMode.Wrap => i < 0 ? i + size : i - size,
        _ => i < 0 ? -i : (2 * (size - 1)) - i,
    };

    private static int[] Table(int size, int stride, Func<int, int> source) =>
        [.. Enumerable.Range(0, size).Select(source).Select(i => i == Rearrangement<byte>.Outside ? i : i * stride)];

    private static int[] Strides(Shape shape)
    {
        int[] strides = new int[shape.Rank];
        for (int axis = shape.Rank - 1, stride = 1; axis >= 0; stride *= shape[axis], axis--)
            strides[axis] = stride;
        return strides;
    }
}
