using EdgeCnn.Graph;

namespace EdgeCnn.Onnx.Import;

/// <summary>Lists of tensors. Their length and the places are known when the model is loaded, so nothing of them is left at run time.</summary>
internal static class SequenceOps
{
    public static void Empty(Emitter emit)
    {
        emit.Node.Ignore("dtype");
        emit.Reader.BindSequence(emit.Node, emit.Node.Outputs[0], []);
    }

    public static void Construct(Emitter emit) => emit.Reader.BindSequence(emit.Node, emit.Node.Outputs[0], emit.Inputs());

    public static void Insert(Emitter emit)
    {
        List<TensorInfo> list = [.. List(emit)];
        int at = emit.Node.Has(2) ? Place(emit, 2, list.Count + 1, list.Count) : list.Count;
        list.Insert(at, emit.Input(1));
        emit.Reader.BindSequence(emit.Node, emit.Node.Outputs[0], list);
    }

    public static void Erase(Emitter emit)
    {
        List<TensorInfo> list = [.. List(emit)];
        list.RemoveAt(emit.Node.Has(1) ? Place(emit, 1, list.Count, list.Count) : Place(emit, list.Count));
        emit.Reader.BindSequence(emit.Node, emit.Node.Outputs[0], list);
    }

    public static void At(Emitter emit)
    {
        IReadOnlyList<TensorInfo> list = List(emit);
        emit.Result(list[Place(emit, 1, list.Count, list.Count)]);
    }

    public static void Length(Emitter emit) => emit.Result(emit.Constant(new Shape(), (long)List(emit).Count));

    public static void Split(Emitter emit)
    {
        TensorInfo x = emit.Input(0);
        int axis = emit.Node.Axis(emit.Node.Int("axis", 0), x.Shape.Rank), size = x.Shape[axis];
        bool keepDims = emit.Node.Flag("keepdims", true);
        OnnxTensor? split = emit.Node.Has(1) ? emit.Constant(1) : null;
        long[] given = split?.Integers() ?? [1];
        // One number is the length of each part, the last one may be shorter; a list names them all.
        long part = Math.Max(given.FirstOrDefault(1), 1);
        long[] lengths = split?.Shape.Rank > 0 ? given : [.. Enumerable.Range(0, (int)((size + part - 1) / part)).Select(i => Math.Min(part, size - (i * part)))];
        if (lengths.Any(length => length <= 0) || lengths.Sum() != size)
            throw emit.Node.Unsupported($"parts [{string.Join(',', lengths.Take(16))}] of {size} along axis {axis}.");
        var list = new List<TensorInfo>();
        int start = 0;
        foreach (int length in lengths.Select(length => (int)length))
        {
            TensorInfo slice = emit.Slice(x, axis, start, length);
            list.Add(split is null && !keepDims ? emit.Reshape(slice, new Shape([.. slice.Shape.Dims.RemoveAt(axis)])) : slice);
            start += length;
        }

        emit.Reader.BindSequence(emit.Node, emit.Node.Outputs[0], list);
    }

    private static IReadOnlyList<TensorInfo> List(Emitter emit) => emit.Reader.Sequence(emit.Node, emit.Node.Input(0));

    private static int Place(Emitter emit, int count) => count > 0 ? count - 1 : throw emit.Node.Unsupported("the sequence is empty.");

    // A negative place counts from the end.
    private static int Place(Emitter emit, int input, int places, int count)
    {
        long at = emit.Integers(input) is [var only] ? only : throw emit.Node.Unsupported($"input {input} must be one number.");
        at = at < 0 ? at + count : at;
        return at >= 0 && at < places ? (int)at : throw emit.Node.Unsupported($"place {at} of a sequence of {count}.");
    }
}
