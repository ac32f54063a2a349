using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Onnx.Import;

/// <summary>Operators that move values to other places.</summary>
internal static class MoveOps
{
    public static void Transpose(Emitter emit)
    {
        TensorInfo x = emit.Input(0);
        int[] permutation = emit.Node.Ints("perm") ?? [.. Enumerable.Range(0, x.Shape.Rank).Reverse()];
        if (!permutation.Order().SequenceEqual(Enumerable.Range(0, x.Shape.Rank)))
            throw emit.Node.Unsupported($"attribute perm = [{string.Join(',', permutation)}] does not name each axis of {x} once.");
        emit.Result(emit.Transpose(x, permutation));
    }

    public static void Concat(Emitter emit)
    {
        TensorInfo[] inputs = emit.Inputs();
        if (inputs.Length == 0)
            throw emit.Node.Unsupported("nothing to put side by side.");
        emit.Result(emit.Concat(inputs, emit.Node.Axis(emit.Node.Int("axis", 1), inputs[0].Shape.Rank)));
    }

    public static void Split(Emitter emit)
    {
        OnnxNode node = emit.Node;
        TensorInfo x = emit.Input(0);
        int axis = node.Axis(node.Int("axis", 0), x.Shape.Rank), count = node.Outputs.Count, size = x.Shape[axis];
        if (node.HasAttribute("num_outputs"))
            node.Require("num_outputs", count);
        int[]? given = node.Opset < 13 ? node.Ints("split") : node.Has(1) ? [.. emit.Integers(1).Select(part => (int)Math.Clamp(part, -1, int.MaxValue))] : null;
        // Equal parts; what does not divide makes the last one smaller.
        int part = (size + count - 1) / count;
        int[] sizes = given ?? [.. Enumerable.Range(0, count).Select(i => Math.Min(part, size - (i * part)))];
        if (sizes.Length != count || sizes.Any(length => length <= 0) || sizes.Sum(length => (long)length) != size)
            throw node.Unsupported($"parts [{string.Join(',', sizes)}] of {size} along axis {axis} for {count} outputs.");
        for (int i = 0, start = 0; i < count; start += sizes[i++])
        {
            if (node.Gives(i))
                emit.Result(emit.Slice(x, axis, start, sizes[i]), i);
        }
    }

    public static void Slice(Emitter emit)
    {
        OnnxNode node = emit.Node;
        TensorInfo x = emit.Input(0);
        int rank = x.Shape.Rank;
        bool attributes = node.Opset < 10;
        long[] starts = attributes ? node.Longs("starts") : emit.Integers(1), ends = attributes ? node.Longs("ends") : emit.Integers(2);
        long[]? given = attributes ? node.HasAttribute("axes") ? node.Longs("axes") : null : node.Has(3) ? emit.Integers(3) : null;
        long[] axes = given ?? [.. Enumerable.Range(0, starts.Length).Select(i => (long)i)];
        long[] steps = !attributes && node.Has(4) ? emit.Integers(4) : [.. Enumerable.Repeat(1L, starts.Length)];
        if (starts.Length != ends.Length || axes.Length != starts.Length || steps.Length != starts.Length)
            throw node.Unsupported($"{starts.Length} starts, {ends.Length} ends, {axes.Length} axes and {steps.Length} steps do not fit.");
        int[] first = new int[rank], stride = [.. Enumerable.Repeat(1, rank)], target = [.. x.Shape.Dims];
        for (int i = 0; i < starts.Length; i++)
        {
            int axis = node.Axis((int)Math.Clamp(axes[i], int.MinValue, int.MaxValue), rank), size = x.Shape[axis];
            long step = steps[i];
            // As ONNX clamps: into the axis, or one beyond its end in the direction of the step.
            long low = step < 0 ? -1 : 0, high = step < 0 ? size - 1 : size;
            long from = Math.Clamp(starts[i] < 0 ? starts[i] + size : starts[i], Math.Max(low, 0), high);
            long to = Math.Clamp(ends[i] < 0 ? Math.Max(ends[i], -1L - (2L * size)) + size : ends[i], low, high);
            long count = step == 0 ? 0 : (to - from + step - Math.Sign(step)) / step;
            if (count <= 0)
                throw node.Unsupported($"a slice from {starts[i]} to {ends[i]} in steps of {step} along axis {axis} of {x} is empty.");
            (first[axis], stride[axis], target[axis]) = ((int)from, (int)Math.Clamp(step, -int.MaxValue, int.MaxValue), (int)count);
        }

        emit.Result(emit.Slice(x, first, stride, new Shape(target)));
    }

    public static void Pad(Emitter emit)
    {
        OnnxNode node = emit.Node;
        TensorInfo x = emit.Input(0);
        int rank = x.Shape.Rank;
        string mode = node.Text("mode", "constant");
        bool attributes = node.Opset < 11;
        long[] pads = attributes ? node.Longs("pads") : emit.Integers(1);
        float value = attributes ? node.Float("value", 0) : node.Has(2) ? ScalarOf(emit.Constant(2)) : 0;
        int[] axes = node.Has(3) ? [.. emit.Integers(3).Select(axis => node.Axis((int)Math.Clamp(axis, int.MinValue, int.MaxValue), rank))] : [.. Enumerable.Range(0, rank)];
        if (pads.Length != 2 * axes.Length || pads.Any(pad => Math.Abs(Math.Clamp(pad, -int.MaxValue, int.MaxValue)) > 1 << 24))
            throw node.Unsupported($"{pads.Length} pads for {axes.Length} axes, or one beyond {1 << 24}.");
        int[] before = new int[rank], after = new int[rank];
        for (int i = 0; i < axes.Length; i++)
            (before[axes[i]], after[axes[i]]) = ((int)pads[i], (int)pads[i + axes.Length]);
        emit.Result(emit.Pad(x, before, after, mode switch
        {
            "constant" => PadMode.Constant,
            "reflect" => PadMode.Reflect,
            "edge" => PadMode.Edge,
            "wrap" => PadMode.Wrap,
            _ => throw node.Unsupported($"attribute mode = '{mode}' is not supported."),
        }, value));
    }

    public static void Gather(Emitter emit)
    {
        TensorInfo x = emit.Input(0), indices = emit.Input(1);
        int axis = emit.Node.Axis(emit.Node.Int("axis", 0), x.Shape.Rank);
        emit.Result(emit.Add(new GatherNode { Name = "", Inputs = [x.Name, indices.Name], Output = "", Axis = axis }, x.Type, x.Quant));
    }

    public static void Expand(Emitter emit)
    {
        TensorInfo x = emit.Input(0);
        Shape wanted = ShapeOps.ShapeFrom(emit.Node, emit.Integers(1));
        if (!Shape.TryBroadcast(x.Shape, wanted, out Shape target))
            throw emit.Node.Unsupported($"cannot repeat {x} to {wanted}.");
        emit.Result(emit.Expand(x, target));
    }

    public static void Tile(Emitter emit)
    {
        TensorInfo x = emit.Input(0);
        long[] repeats = emit.Integers(1);
        if (repeats.Length != x.Shape.Rank || repeats.Any(repeat => repeat is <= 0 or > int.MaxValue))
            throw emit.Node.Unsupported($"repeats [{string.Join(',', repeats)}] of {x} are not supported.");
        emit.Result(emit.Add(new TileNode { Name = "", Inputs = [x.Name], Output = "", Repeats = [.. repeats.Select(repeat => (int)repeat)] }, x.Type, x.Quant));
    }

    /// <summary>Blocks of channels become blocks of pixels.</summary>
    public static void DepthToSpace(Emitter emit)
    {
        TensorInfo x = emit.Input(0);
        int b = emit.Node.Int("blocksize", 0);
        string mode = emit.Node.Text("mode", "DCR");
        Shape s = x.Shape;
        if (s.Rank != 4 || b is <= 0 or > 1024 || s[1] % (b * b) != 0 || mode is not ("DCR" or "CRD"))
            throw emit.Node.Unsupported($"attributes blocksize = {b}, mode = '{mode}' on {x} are not supported.");
        int c = s[1] / (b * b);
        TensorInfo split = emit.Reshape(x, mode == "DCR" ? new Shape(s[0], b, b, c, s[2], s[3]) : new Shape(s[0], c, b, b, s[2], s[3]));
        TensorInfo turned = mode == "DCR" ? emit.Transpose(split, 0, 3, 4, 1, 5, 2) : emit.Transpose(split, 0, 1, 4, 2, 5, 3);
        emit.Result(emit.Reshape(turned, new Shape(s[0], c, s[2] * b, s[3] * b)));
    }

    /// <summary>Blocks of pixels become blocks of channels.</summary>
    public static void SpaceToDepth(Emitter emit)
    {
        TensorInfo x = emit.Input(0);
        int b = emit.Node.Int("blocksize", 0);
        Shape s = x.Shape;
        if (s.Rank != 4 || b is <= 0 or > 1024 || s[2] % b != 0 || s[3] % b != 0)
            throw emit.Node.Unsupported($"attribute blocksize = {b} on {x} is not supported.");
        TensorInfo split = emit.Reshape(x, new Shape(s[0], s[1], s[2] / b, b, s[3] / b, b));
        emit.Result(emit.Reshape(emit.Transpose(split, 0, 3, 5, 1, 2, 4), new Shape(s[0], s[1] * b * b, s[2] / b, s[3] / b)));
    }

    private static float ScalarOf(OnnxTensor constant) => constant.Type == DataType.Float32 ? constant.Values<float>()[0] : constant.Integers()[0];
}
