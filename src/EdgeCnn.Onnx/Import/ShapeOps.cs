using EdgeCnn.Graph;

namespace EdgeCnn.Onnx.Import;

/// <summary>Operators that give another shape, that speak of shapes, or that only pass on.</summary>
internal static class ShapeOps
{
    public static void Reshape(Emitter emit)
    {
        TensorInfo x = emit.Input(0);
        bool zeroIsZero = emit.Node.Flag("allowzero");
        long[] wanted = emit.Integers(1);
        if (wanted.Length > 16)
            throw emit.Node.Unsupported($"{wanted.Length} axes are not supported, only 16.");
        long[] dims = [.. wanted.Select((dim, axis) => dim == 0 && !zeroIsZero ? axis < x.Shape.Rank ? x.Shape[axis] : 0 : dim)];
        long known = dims.Where(dim => dim != -1).Aggregate(1L, (product, dim) => dim is > 0 and <= int.MaxValue && product <= int.MaxValue ? product * dim : 0);
        int open = Array.IndexOf(dims, -1L);
        if (known == 0 || dims.Count(dim => dim == -1) > 1 || (open >= 0 ? x.Shape.Elements % known != 0 : known != x.Shape.Elements))
            throw emit.Node.Unsupported($"cannot give {x} the shape [{string.Join(',', wanted)}].");
        if (open >= 0)
            dims[open] = x.Shape.Elements / known;
        emit.Result(emit.Reshape(x, new Shape([.. dims.Select(dim => (int)dim)])));
    }

    public static void Flatten(Emitter emit)
    {
        TensorInfo x = emit.Input(0);
        int rank = x.Shape.Rank, axis = emit.Node.Int("axis", 1);
        axis = axis == rank ? rank : emit.Node.Axis(axis, rank);
        int rows = x.Shape.Dims[..axis].Aggregate(1, (product, dim) => product * dim);
        emit.Result(emit.Reshape(x, new Shape(rows, x.Shape.Elements / rows)));
    }

    public static void Squeeze(Emitter emit)
    {
        TensorInfo x = emit.Input(0);
        int[] axes = Axes(emit, x.Shape.Rank) ?? [.. Enumerable.Range(0, x.Shape.Rank).Where(axis => x.Shape[axis] == 1)];
        if (axes.Any(axis => x.Shape[axis] != 1))
            throw emit.Node.Unsupported($"axes [{string.Join(',', axes)}] of {x} are not all of size 1.");
        emit.Result(emit.Reshape(x, new Shape([.. x.Shape.Dims.Where((_, axis) => !axes.Contains(axis))])));
    }

    public static void Unsqueeze(Emitter emit)
    {
        TensorInfo x = emit.Input(0);
        int[] given = emit.Node.Opset < 13 ? emit.Node.Ints("axes") ?? [] : [.. emit.Integers(1).Select(axis => (int)Math.Clamp(axis, int.MinValue, int.MaxValue))];
        int count = given.Length;
        if (x.Shape.Rank + count > 16)
            throw emit.Node.Unsupported($"{x.Shape.Rank + count} axes are not supported, only 16.");
        int[] axes = [.. given.Select(axis => emit.Node.Axis(axis, x.Shape.Rank + count)).Distinct().Order()];
        if (axes.Length != count)
            throw emit.Node.Unsupported($"axes [{string.Join(',', given)}] name one twice.");
        emit.Result(emit.Reshape(x, new Shape([.. axes.Aggregate(x.Shape.Dims, (dims, axis) => dims.Insert(axis, 1))])));
    }

    public static void ShapeOf(Emitter emit)
    {
        Shape s = emit.Input(0).Shape;
        int Bound(int value) => Math.Clamp(value < 0 ? value + s.Rank : value, 0, s.Rank);
        int start = Bound(emit.Node.Int("start", 0)), end = Bound(emit.Node.Int("end", s.Rank));
        long[] dims = [.. s.Dims.Skip(start).Take(end - start).Select(dim => (long)dim)];
        if (dims.Length == 0)
            throw emit.Node.Unsupported($"the shape of {s} from {start} to {end} is empty.");
        emit.Result(emit.Constant<long>(new Shape(dims.Length), dims));
    }

    public static void Size(Emitter emit) => emit.Result(emit.Constant(new Shape(), (long)emit.Input(0).Shape.Elements));

    public static void Identity(Emitter emit) => emit.Result(emit.Input(0));

    /// <summary>At inference Dropout passes its input on, and its mask is true throughout.</summary>
    public static void Dropout(Emitter emit)
    {
        emit.Node.Ignore("ratio");
        emit.Node.Ignore("seed");
        emit.Node.Ignore("is_test");
        if (emit.Node.Has(2) && emit.Constant(2).Data.Span[0] != 0)
            throw emit.Node.Unsupported("training_mode = true is not supported.");
        TensorInfo x = emit.Input(0);
        emit.Result(x);
        if (emit.Node.Gives(1))
            emit.Result(emit.Constant<bool>(x.Shape, [.. Enumerable.Repeat(true, x.Shape.Elements)]), 1);
    }

    public static void Constant(Emitter emit)
    {
        OnnxNode node = emit.Node;
        if (node.Tensor("value") is { } proto)
        {
            emit.Reader.BindConstant(node, node.Outputs[0], proto);
            return;
        }

        emit.Result(node switch
        {
            _ when node.HasAttribute("value_float") => emit.Constant(new Shape(), node.Float("value_float", 0)),
            _ when node.HasAttribute("value_int") => emit.Constant(new Shape(), (long)node.Int("value_int", 0)),
            _ when node.Floats("value_floats") is { Length: > 0 } floats => emit.Constant<float>(new Shape(floats.Length), floats),
            _ when node.Ints("value_ints") is { Length: > 0 } ints => emit.Constant<long>(new Shape(ints.Length), [.. ints.Select(value => (long)value)]),
            _ => throw node.Unsupported("none of the attributes value, value_float, value_floats, value_int and value_ints holds a value that this build reads."),
        });
    }

    public static void ConstantOfShape(Emitter emit)
    {
        Shape shape = ShapeFrom(emit.Node, emit.Integers(0));
        OnnxTensor value = emit.Node.Tensor("value") is { } proto ? OnnxTensor.Read(proto, emit.Node.Name) : new OnnxTensor(DataType.Float32, new Shape(1), new byte[4]);
        if (value.Shape.Elements != 1)
            throw emit.Node.Unsupported($"attribute value has {value.Shape.Elements} elements, expected 1.");
        int bytes = value.Data.Length;
        emit.Reader.TakeRoom(emit.Node, (long)shape.Elements * bytes);
        byte[] data = new byte[(long)shape.Elements * bytes];
        for (int at = 0; at < data.Length; at += bytes)
            value.Data.Span.CopyTo(data.AsSpan(at));
        emit.Result(emit.Constant(value.Type, shape, data));
    }

    public static void Range(Emitter emit)
    {
        OnnxTensor start = emit.Constant(0), limit = emit.Constant(1), delta = emit.Constant(2);
        if (start.Type == DataType.Float32)
        {
            float first = start.Values<float>()[0], step = delta.Values<float>()[0];
            float[] values = [.. Enumerable.Range(0, Count(emit, ((double)limit.Values<float>()[0] - first) / step)).Select(i => first + (i * step))];
            emit.Result(emit.Constant<float>(new Shape(values.Length), values));
            return;
        }

        long from = start.Integers()[0], by = delta.Integers()[0];
        long[] numbers = [.. Enumerable.Range(0, by == 0 ? 0 : Count(emit, ((double)limit.Integers()[0] - from) / by)).Select(i => from + (i * by))];
        emit.Result(emit.Cast(emit.Constant<long>(new Shape(numbers.Length), numbers), start.Type));
    }

    /// <summary>A shape from its sizes.</summary>
    public static Shape ShapeFrom(OnnxNode node, long[] dims)
    {
        if (dims.Length > 16 || dims.Any(dim => dim is <= 0 or > int.MaxValue) || new Shape([.. dims.Select(dim => (int)dim)]) is not { IsValid: true } shape)
            throw node.Unsupported($"the shape [{string.Join(',', dims.Take(16))}] is not supported: sizes must be positive and their product fit 31 bits.");
        return shape;
    }

    private static int Count(Emitter emit, double steps)
    {
        double count = Math.Ceiling(steps);
        if (!(count >= 1 && count <= 1 << 24))
            throw emit.Node.Unsupported($"a range of {count} numbers is not supported, only 1 to {1 << 24}.");
        emit.Reader.TakeRoom(emit.Node, 8 * (long)count);
        return (int)count;
    }

    private static int[]? Axes(Emitter emit, int rank)
    {
        int[]? given = emit.Node.Opset < 13 ? emit.Node.Ints("axes") : emit.Node.Has(1) ? [.. emit.Integers(1).Select(axis => (int)Math.Clamp(axis, int.MinValue, int.MaxValue))] : null;
        return given is null ? null : [.. given.Select(axis => emit.Node.Axis(axis, rank))];
    }
}
