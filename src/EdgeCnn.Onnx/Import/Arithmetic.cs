using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Onnx.Import;

/// <summary>Nodes that compute element by element or over axes, in one line each.</summary>
internal static class Arithmetic
{
    public static TensorInfo Unary(this Emitter emit, UnaryKind kind, TensorInfo x, float alpha = 0, float beta = 0) =>
        emit.Add(new UnaryNode { Name = "", Inputs = [x.Name], Output = "", Kind = kind, Alpha = alpha, Beta = beta }, x.Type);

    public static TensorInfo Binary(this Emitter emit, BinaryKind kind, TensorInfo a, TensorInfo b)
    {
        // The order of a sum counts for codes, and ONNX Runtime changes it in these cases.
        if (kind == BinaryKind.Add && Repeats(a.Shape, b.Shape))
            (a, b) = (b, a);
        return emit.Add(new BinaryNode { Name = "", Inputs = [a.Name, b.Name], Output = "", Kind = kind }, kind.IsComparison() ? DataType.Bool : a.Type);
    }

    public static TensorInfo Binary(this Emitter emit, BinaryKind kind, TensorInfo a, float b) => emit.Binary(kind, a, emit.Constant(new Shape(), b));

    public static TensorInfo Activation(this Emitter emit, ActivationKind kind, TensorInfo x) =>
        emit.Add(new ActivationNode { Name = "", Inputs = [x.Name], Output = "", Kind = kind }, x.Type, x.Quant);

    public static TensorInfo Reduce(this Emitter emit, ReduceKind kind, TensorInfo x, int[] axes, bool keepDims = true)
    {
        // Over all of height and width the mean is a pool, which has a kernel of its own.
        if (kind == ReduceKind.Mean && x is { Type: DataType.Float32, Shape.Rank: 4 } && axes is [2, 3])
        {
            TensorInfo pooled = emit.Channels(x, nhwc => new GlobalAveragePoolNode { Name = "", Inputs = [nhwc.Name], Output = "" });
            return keepDims ? pooled : emit.Reshape(pooled, new Shape(x.Shape[0], x.Shape[1]));
        }

        return emit.Add(new ReduceNode { Name = "", Inputs = [x.Name], Output = "", Kind = kind, Axes = [.. axes], KeepDims = keepDims }, x.Type, kind is ReduceKind.Max or ReduceKind.Min ? x.Quant : null);
    }

    /// <summary>Softmax along any axis: the last one has the kernel.</summary>
    public static TensorInfo Softmax(this Emitter emit, TensorInfo x, int axis, bool logarithm = false)
    {
        int last = x.Shape.Rank - 1;
        int[] swap = [.. Enumerable.Range(0, last + 1)];
        (swap[axis], swap[last]) = (last, axis);
        TensorInfo moved = emit.Transpose(x, swap);
        return emit.Transpose(emit.Add(new SoftmaxNode { Name = "", Inputs = [moved.Name], Output = "", Logarithm = logarithm }, x.Type), swap);
    }

    /// <summary>A node that wants [N, H, W, C], on a tensor [N, C, H, W].</summary>
    public static TensorInfo Channels(this Emitter emit, TensorInfo x, Func<TensorInfo, Node> node, DataType? type = null)
    {
        TensorInfo nhwc = emit.Transpose(x, Moves.ToChannelsLast(x.Shape.Rank));
        bool keeps = type is null || type == x.Type;
        return emit.Transpose(emit.Add(node(nhwc), type ?? x.Type, keeps ? x.Quant : null), Moves.ToChannelsFirst(x.Shape.Rank));
    }

    // True if one element of a stands against a row of b's: along the last axis that either of them has.
    private static bool Repeats(Shape a, Shape b)
    {
        for (int back = 1; back <= Math.Max(a.Rank, b.Rank); back++)
        {
            int sizeA = back <= a.Rank ? a[-back] : 1, sizeB = back <= b.Rank ? b[-back] : 1;
            if (sizeA != 1 || sizeB != 1)
                return sizeA == 1;
        }

        return false;
    }
}
