using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Onnx.Import;

/// <summary>Reductions, rankings and softmax.</summary>
internal static class ReduceOps
{
    /// <summary>A reduction whose axes became an input with an opset.</summary>
    public static Action<Emitter> Of(ReduceKind kind, int axesAreInputSince = 18) => emit =>
    {
        OnnxNode node = emit.Node;
        TensorInfo x = emit.Input(0);
        bool keepDims = node.Flag("keepdims", true), noop = node.Flag("noop_with_empty_axes");
        long[]? given = node.Opset < axesAreInputSince ? node.Ints("axes")?.Select(axis => (long)axis).ToArray() : node.Has(1) ? emit.Integers(1) : null;
        if (given is null or [] && noop)
        {
            emit.Result(x);
            return;
        }

        int[] axes = given is null or [] ? [.. Enumerable.Range(0, x.Shape.Rank)] : [.. given.Select(axis => node.Axis((int)Math.Clamp(axis, int.MinValue, int.MaxValue), x.Shape.Rank)).Distinct().Order()];
        emit.Result(emit.Reduce(kind, x, axes, keepDims));
    };

    /// <summary>ArgMax or ArgMin.</summary>
    public static Action<Emitter> Arg(bool least) => emit =>
    {
        TensorInfo x = emit.Input(0);
        int axis = emit.Node.Axis(emit.Node.Int("axis", 0), x.Shape.Rank);
        bool keepDims = emit.Node.Flag("keepdims", true), last = emit.Node.Flag("select_last_index");
        emit.Result(emit.Add(new ArgNode { Name = "", Inputs = [x.Name], Output = "", Axis = axis, Least = least, KeepDims = keepDims, SelectLast = last }, DataType.Int64));
    };

    public static void TopK(Emitter emit)
    {
        OnnxNode node = emit.Node;
        TensorInfo x = emit.Input(0);
        int axis = node.Axis(node.Int("axis", -1), x.Shape.Rank);
        bool largest = node.Flag("largest", true);
        node.Ignore("sorted"); // Sorted is one of the orders that unsorted allows.
        long k = node.Opset < 10 ? node.Int("k", 0) : emit.Integers(1)[0];
        if (k <= 0 || k > x.Shape[axis])
            throw node.Unsupported($"k = {k} of {x.Shape[axis]} along axis {axis} is not supported.");
        TopKNode Part(bool indices) => new() { Name = "", Inputs = [x.Name], Output = "", Axis = axis, K = (int)k, Least = !largest, Indices = indices };
        if (node.Gives(0))
            emit.Result(emit.Add(Part(false), x.Type, x.Quant), 0);
        if (node.Gives(1))
            emit.Result(emit.Add(Part(true), DataType.Int64), 1);
    }

    public static void Softmax(Emitter emit) => Softmax(emit, logarithm: false);

    public static void LogSoftmax(Emitter emit) => Softmax(emit, logarithm: true);

    /// <summary>1 where the greatest value stands, else 0.</summary>
    public static void Hardmax(Emitter emit) => Along(emit, (x, axis) =>
    {
        TensorInfo index = emit.Add(new ArgNode { Name = "", Inputs = [x.Name], Output = "", Axis = axis, KeepDims = true }, DataType.Int64);
        emit.Reader.TakeRoom(emit.Node, 16L * x.Shape[axis]);
        TensorInfo numbers = emit.Constant<long>(
            new Shape([x.Shape[axis], .. Enumerable.Repeat(1, x.Shape.Rank - 1 - axis)]), [.. Enumerable.Range(0, x.Shape[axis]).Select(i => (long)i)]);
        return emit.Cast(emit.Binary(BinaryKind.Equal, numbers, index), x.Type);
    });

    private static void Softmax(Emitter emit, bool logarithm) => Along(emit, (x, axis) => emit.Softmax(x, axis, logarithm));

    // Along one axis since opset 13; before, along all from that axis on.
    private static void Along(Emitter emit, Func<TensorInfo, int, TensorInfo> function)
    {
        TensorInfo x = emit.Input(0);
        bool flat = emit.Node.Opset < 13;
        int axis = emit.Node.Axis(emit.Node.Int("axis", flat ? 1 : -1), x.Shape.Rank);
        if (!flat || axis == x.Shape.Rank - 1)
        {
            emit.Result(function(x, axis));
            return;
        }

        int rest = x.Shape.Dims[axis..].Aggregate(1, (product, dim) => product * dim);
        emit.Result(emit.Reshape(function(emit.Reshape(x, new Shape(x.Shape.Elements / rest, rest)), 1), x.Shape));
    }
}
