using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Onnx.Import;

/// <summary>Nodes that move values, in one line each. What is moved after a DequantizeLinear of a constant is moved before it.</summary>
internal static class Moves
{
    public static TensorInfo Transpose(this Emitter emit, TensorInfo x, params int[] permutation)
    {
        if (permutation.SequenceEqual(Enumerable.Range(0, permutation.Length)))
            return x;
        if (emit.CodesOf(x) is { } codes)
        {
            QuantParams quant = codes.Quant!;
            return emit.Dequantize(Moved(emit, codes, permutation, quant.Axis < 0 ? quant : quant with { Axis = Array.IndexOf(permutation, quant.Axis) }));
        }

        return Moved(emit, x, permutation, x.Quant is { Axis: >= 0 } perAxis ? perAxis with { Axis = Array.IndexOf(permutation, perAxis.Axis) } : x.Quant);

        static TensorInfo Moved(Emitter emit, TensorInfo x, int[] permutation, QuantParams? quant) =>
            emit.Add(new TransposeNode { Name = "", Inputs = [x.Name], Output = "", Permutation = [.. permutation] }, x.Type, quant);
    }

    public static TensorInfo Reshape(this Emitter emit, TensorInfo x, Shape target)
    {
        if (x.Shape == target)
            return x;
        if (emit.CodesOf(x) is { Quant: { } quant } codes && AxisAfter(codes.Shape, quant.Axis, target) is { } axis)
            return emit.Dequantize(emit.Add(new ReshapeNode { Name = "", Inputs = [codes.Name], Output = "", Target = target }, codes.Type, quant with { Axis = axis }));
        return emit.Add(new ReshapeNode { Name = "", Inputs = [x.Name], Output = "", Target = target }, x.Type, x.Quant);
    }

    // Where an axis is after a reshape: the axis of its size with as many elements before it; null if there is none.
    private static int? AxisAfter(Shape shape, int axis, Shape target)
    {
        if (axis < 0)
            return axis;
        int Before(Shape of, int at) => of.Dims[..at].Aggregate(1, (product, dim) => product * dim);
        int found = Enumerable.Range(0, target.Rank).FirstOrDefault(at => target[at] == shape[axis] && Before(target, at) == Before(shape, axis), -1);
        return found < 0 ? null : found;
    }

    public static TensorInfo Slice(this Emitter emit, TensorInfo x, int[] starts, int[] steps, Shape target)
    {
        if (x.Shape == target && starts.All(start => start == 0))
            return x;
        SliceNode Box(TensorInfo of) => new() { Name = "", Inputs = [of.Name], Output = "", Starts = [.. starts], Steps = [.. steps], Target = target };
        if (emit.CodesOf(x) is not { Quant: { } quant } codes)
            return emit.Add(Box(x), x.Type, x.Quant);
        int[] kept = quant.Axis < 0 ? [0] : [.. Enumerable.Range(0, target[quant.Axis]).Select(i => starts[quant.Axis] + (i * steps[quant.Axis]))];
        return emit.Dequantize(emit.Add(Box(codes), codes.Type, quant with { Scales = [.. kept.Select(i => quant.Scales[i])], ZeroPoints = [.. kept.Select(i => quant.ZeroPoints[i])] }));
    }

    /// <summary>A range of one axis.</summary>
    public static TensorInfo Slice(this Emitter emit, TensorInfo x, int axis, int start, int length, int step = 1)
    {
        int[] starts = new int[x.Shape.Rank], steps = [.. Enumerable.Repeat(1, x.Shape.Rank)];
        (starts[axis], steps[axis]) = (start, step);
        return emit.Slice(x, starts, steps, new Shape([.. x.Shape.Dims.SetItem(axis, length)]));
    }

    public static TensorInfo Concat(this Emitter emit, IReadOnlyList<TensorInfo> inputs, int axis) => inputs.Count == 1
        ? inputs[0]
        : emit.Add(new ConcatNode { Name = "", Inputs = [.. inputs.Select(input => input.Name)], Output = "", Axis = axis }, inputs[0].Type, inputs[0].Quant);

    /// <summary>More or, where a number is negative, less of each axis.</summary>
    public static TensorInfo Pad(this Emitter emit, TensorInfo x, int[] before, int[] after, PadMode mode = PadMode.Constant, float value = 0)
    {
        int[] cut = [.. before.Select(pad => Math.Max(-pad, 0))], ones = [.. Enumerable.Repeat(1, x.Shape.Rank)];
        Shape rest = new([.. x.Shape.Dims.Select((dim, axis) => (int)Math.Clamp((long)dim - cut[axis] + Math.Min(after[axis], 0), 0, int.MaxValue))]);
        if (!rest.IsValid)
            throw emit.Node.Unsupported($"padding [{string.Join(',', before)}], [{string.Join(',', after)}] leaves nothing of {x.Shape}.");
        x = emit.Slice(x, cut, ones, rest);
        before = [.. before.Select(pad => Math.Max(pad, 0))];
        after = [.. after.Select(pad => Math.Max(pad, 0))];
        return before.Concat(after).All(pad => pad == 0) ? x
            : emit.Add(new PadNode { Name = "", Inputs = [x.Name], Output = "", Before = [.. before], After = [.. after], Mode = mode, Value = value }, x.Type, x.Quant);
    }

    public static TensorInfo Expand(this Emitter emit, TensorInfo x, Shape target) =>
        x.Shape == target ? x : emit.Add(new ExpandNode { Name = "", Inputs = [x.Name], Output = "", Target = target }, x.Type, x.Quant);

    public static TensorInfo Cast(this Emitter emit, TensorInfo x, DataType to) =>
        x.Type == to ? x : emit.Add(new CastNode { Name = "", Inputs = [x.Name], Output = "" }, to);

    /// <summary>The permutation that brings NC… to N…C.</summary>
    public static int[] ToChannelsLast(int rank) => [0, .. Enumerable.Range(2, rank - 2), 1];

    /// <summary>The permutation that brings N…C to NC….</summary>
    public static int[] ToChannelsFirst(int rank) => [0, rank - 1, .. Enumerable.Range(1, rank - 2)];
}
