using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Onnx.Import;

/// <summary>Convolutions over one, two or three axes, with groups, and their transposes.</summary>
internal static class ConvOps
{
    public static void Conv(Emitter emit)
    {
        TensorInfo x = emit.Input(0), w = emit.Weights(1);
        emit.Result(Fused(emit, Read(emit, x, w, emit.Node.Has(2) ? emit.Weights(2) : null)));
    }

    /// <summary>Reads the attributes of a convolution and adds it.</summary>
    /// <param name="emit">The node.</param>
    /// <param name="x">[N, C, …]</param>
    /// <param name="w">[OC, C / groups, …]</param>
    /// <param name="bias">[OC] or null.</param>
    /// <param name="type">The result's type: that of x, or Int32 for sums.</param>
    public static TensorInfo Read(Emitter emit, TensorInfo x, TensorInfo w, TensorInfo? bias, DataType type = DataType.Float32)
    {
        if (x.Shape.Rank != w.Shape.Rank || x.Shape.Rank is < 3 or > 5)
            throw emit.Node.Unsupported($"input {x} and weights {w} must have the same number of axes, 3 to 5.");
        int groups = emit.Node.Int("group", 1);
        Spatial spatial = Spatial.Read(emit.Node, x.Shape.Dims.AsSpan()[2..], [.. w.Shape.Dims[2..]]);
        if (groups <= 0 || w.Shape[0] % groups != 0 || x.Shape[1] != w.Shape[1] * (long)groups)
            throw emit.Node.Unsupported($"attribute group = {groups} does not fit {x.Shape[1]} channels and weights {w.Shape}.");
        return Grouped(emit, x, w, bias, spatial, groups, type);
    }

    /// <summary>
    /// y[i·stride + k·dilation − begin] += x[i]·w[k]: a plain convolution with the mirrored window over an input with stride − 1
    /// zeros between its elements.
    /// </summary>
    public static void ConvTranspose(Emitter emit)
    {
        OnnxNode node = emit.Node;
        TensorInfo x = emit.Input(0), w = emit.Weights(1);
        if (x.Shape.Rank != w.Shape.Rank || x.Shape.Rank is < 3 or > 5)
            throw node.Unsupported($"input {x} and weights {w} must have the same number of axes, 3 to 5.");
        int rank = x.Shape.Rank, axes = rank - 2, groups = node.Int("group", 1);
        if (groups <= 0 || x.Shape[1] % groups != 0 || w.Shape[0] != x.Shape[1])
            throw node.Unsupported($"attribute group = {groups} does not fit {x.Shape[1]} channels and weights {w.Shape}.");
        string auto = node.Text("auto_pad", "NOTSET");
        int[]? wanted = node.Ints("output_shape");
        int[] extra = node.Ints("output_padding", new int[axes]);
        Spatial s = Spatial.Read(node, x.Shape.Dims.AsSpan()[2..], [.. w.Shape.Dims[2..]]);
        if (auto is not ("NOTSET" or "VALID" or "SAME_UPPER" or "SAME_LOWER") || extra.Any(value => value is < 0 or > 1 << 20))
            throw node.Unsupported($"attributes auto_pad = '{auto}' and output_padding = [{string.Join(',', extra)}] are not supported.");
        int[] before = new int[rank], after = new int[rank];
        for (int axis = 0; axis < axes; axis++)
        {
            int size = x.Shape[axis + 2], begin = s.Begin[axis], end = s.End[axis];
            long full = ((size - 1L) * s.Strides[axis]) + extra[axis] + s.Reach(axis);
            if (wanted is not null || auto.StartsWith("SAME", StringComparison.Ordinal))
            {
                // ONNX: the padding is what brings the full size to the wanted one, the odd one at the end but for SAME_UPPER.
                long target = wanted is null ? (long)size * s.Strides[axis] : wanted[wanted.Length - axes + axis];
                int total = (int)Math.Clamp(full - target, int.MinValue / 2, int.MaxValue / 2);
                begin = auto == "SAME_UPPER" ? total / 2 : total - (total / 2);
                end = total - begin;
                if (auto is "NOTSET" or "VALID")
                    (begin, end) = (total / 2, total - (total / 2));
            }

            before[axis + 2] = s.Reach(axis) - 1 - begin;
            after[axis + 2] = s.Reach(axis) - 1 - end + extra[axis];
            x = Spread(emit, x, axis + 2, s.Strides[axis]);
        }

        x = emit.Pad(x, before, after);
        int[] ones = [.. Enumerable.Repeat(1, axes)], none = new int[axes];
        Spatial plain = s with { Strides = ones, Begin = none, End = none };
        emit.Result(Grouped(emit, x, Mirrored(emit, w, groups), node.Has(2) ? emit.Weights(2) : null, plain, groups, x.Type));
    }

    /// <summary>A convolution with one group or more; what grouped convolutions share is only the place of their channels.</summary>
    private static TensorInfo Grouped(Emitter emit, TensorInfo x, TensorInfo w, TensorInfo? bias, Spatial spatial, int groups, DataType type)
    {
        if (groups == 1)
            return Plain(emit, x, w, bias, spatial, type);
        int inputs = w.Shape[1], outputs = w.Shape[0] / groups;
        if (x.Shape.Rank == 3)
            return Flat(emit, x, w, spatial, (x4, w4, s4) => Grouped(emit, x4, w4, bias, s4, groups, type));
        if (inputs == 1 && x.Shape.Rank == 4)
            return Depthwise(emit, x, w, bias, spatial, type);
        var parts = Enumerable.Range(0, groups).Select(group => Plain(
            emit,
            emit.Slice(x, 1, group * inputs, inputs),
            emit.Slice(w, 0, group * outputs, outputs),
            bias is null ? null : emit.Slice(bias, 0, group * outputs, outputs),
            spatial,
            type));
        return emit.Concat([.. parts], 1);
    }

    // Weights [m·C, 1, KH, KW]: output channel c·m + j is the j-th of channel c, so each j is a depthwise convolution.
    private static TensorInfo Depthwise(Emitter emit, TensorInfo x, TensorInfo w, TensorInfo? bias, Spatial spatial, DataType type)
    {
        int channels = x.Shape[1], multiplier = w.Shape[0] / channels;
        TensorInfo nhwc = emit.Transpose(x, Moves.ToChannelsLast(4));
        TensorInfo[] parts = [.. Enumerable.Range(0, multiplier).Select(j =>
        {
            TensorInfo own = multiplier == 1 ? w : emit.Slice(w, 0, j, channels, multiplier);
            TensorInfo hwc = emit.Reshape(emit.Transpose(own, 1, 2, 3, 0), new Shape(w.Shape[2], w.Shape[3], channels));
            string[] inputs = bias is null ? [nhwc.Name, hwc.Name] : [nhwc.Name, hwc.Name, multiplier == 1 ? bias.Name : emit.Slice(bias, 0, j, channels, multiplier).Name];
            return emit.Add(new DepthwiseConv2dNode { Name = "", Inputs = [.. inputs], Output = "", Window = spatial.Window(0, 1) }, type);
        })];
        if (multiplier == 1)
            return emit.Transpose(parts[0], Moves.ToChannelsFirst(4));
        Shape y = parts[0].Shape;
        TensorInfo stack = emit.Reshape(emit.Concat(parts, 3), new Shape(y[0], y[1], y[2], multiplier, channels));
        return emit.Reshape(emit.Transpose(stack, 0, 4, 3, 1, 2), new Shape(y[0], channels * multiplier, y[1], y[2]));
    }

    private static TensorInfo Plain(Emitter emit, TensorInfo x, TensorInfo w, TensorInfo? bias, Spatial spatial, DataType type)
    {
        if (x.Shape.Rank == 3)
            return Flat(emit, x, w, spatial, (x4, w4, s4) => Plain(emit, x4, w4, bias, s4, type));
        if (x.Shape.Rank == 5)
            return Volume(emit, x, w, bias, spatial, type);
        TensorInfo nhwc = emit.Transpose(x, Moves.ToChannelsLast(4)), ohwi = emit.Transpose(w, Moves.ToChannelsLast(4));
        return emit.Transpose(Conv2d(emit, nhwc, ohwi, bias, spatial.Window(0, 1), type), Moves.ToChannelsFirst(4));
    }

    private static TensorInfo Conv2d(Emitter emit, TensorInfo nhwc, TensorInfo ohwi, TensorInfo? bias, Window window, DataType type)
    {
        string[] inputs = bias is null ? [nhwc.Name, ohwi.Name] : [nhwc.Name, ohwi.Name, bias.Name];
        return emit.Add(new Conv2dNode { Name = "", Inputs = [.. inputs], Output = "", Window = window }, type);
    }

    // One axis is two, the first of size 1.
    private static TensorInfo Flat(Emitter emit, TensorInfo x, TensorInfo w, Spatial spatial, Func<TensorInfo, TensorInfo, Spatial, TensorInfo> conv)
    {
        TensorInfo y = conv(emit.Reshape(x, new Shape(x.Shape[0], x.Shape[1], 1, x.Shape[2])), emit.Reshape(w, new Shape(w.Shape[0], w.Shape[1], 1, w.Shape[2])), spatial.WithLeadingAxis());
        return emit.Reshape(y, new Shape(y.Shape[0], y.Shape[1], y.Shape[3]));
    }

    // The planes that a window covers along the first axis become channels of a two-dimensional convolution.
    private static TensorInfo Volume(Emitter emit, TensorInfo x, TensorInfo w, TensorInfo? bias, Spatial spatial, DataType type)
    {
        if (x.Type != DataType.Float32)
            throw emit.Node.Unsupported("three-dimensional convolution of integers is not supported.");
        int taps = spatial.Kernel[0];
        TensorInfo ndhwc = emit.Pad(emit.Transpose(x, 0, 2, 3, 4, 1), [0, spatial.Begin[0], 0, 0, 0], [0, spatial.End[0], 0, 0, 0]);
        int depth = ndhwc.Shape[1], room = depth - spatial.Reach(0);
        if (room < 0)
            throw emit.Node.Unsupported($"a window of {spatial.Reach(0)} does not fit {depth} planes.");
        int planes = (room / spatial.Strides[0]) + 1;
        TensorInfo stack = emit.Concat([.. Enumerable.Range(0, taps).Select(tap => emit.Slice(ndhwc, 1, tap * spatial.Dilations[0], planes, spatial.Strides[0]))], 4);
        Shape s = stack.Shape;
        TensorInfo ohwi = emit.Reshape(emit.Transpose(w, 0, 3, 4, 2, 1), new Shape(w.Shape[0], w.Shape[3], w.Shape[4], taps * w.Shape[1]));
        TensorInfo y = Conv2d(emit, emit.Reshape(stack, new Shape(s[0] * s[1], s[2], s[3], s[4])), ohwi, bias, spatial.Window(1, 2), type);
        return emit.Transpose(emit.Reshape(y, new Shape(s[0], s[1], y.Shape[1], y.Shape[2], y.Shape[3])), 0, 4, 1, 2, 3);
    }

    // stride − 1 zeros between the elements of one axis.
    private static TensorInfo Spread(Emitter emit, TensorInfo x, int axis, int stride)
    {
        if (stride == 1 || x.Shape[axis] == 1)
            return x;
        int size = x.Shape[axis], rank = x.Shape.Rank;
        int[] after = new int[rank + 1];
        after[axis + 1] = stride - 1;
        TensorInfo split = emit.Pad(emit.Reshape(x, new Shape([.. x.Shape.Dims.Insert(axis + 1, 1)])), new int[rank + 1], after);
        return emit.Slice(emit.Reshape(split, new Shape([.. x.Shape.Dims.SetItem(axis, checked(size * stride))])), axis, 0, ((size - 1) * stride) + 1);
    }

    // [C, OC / groups, …] to [OC, C / groups, …], each window mirrored.
    private static TensorInfo Mirrored(Emitter emit, TensorInfo w, int groups)
    {
        Shape s = w.Shape;
        int rank = s.Rank, inputs = s[0] / groups;
        int[] starts = [0, 0, .. s.Dims[2..].Select(dim => dim - 1)], steps = [1, 1, .. Enumerable.Repeat(-1, rank - 2)];
        TensorInfo mirrored = emit.Slice(w, starts, steps, s);
        TensorInfo split = emit.Reshape(mirrored, new Shape([groups, inputs, .. s.Dims[1..]]));
        TensorInfo swapped = emit.Transpose(split, [0, 2, 1, .. Enumerable.Range(3, rank - 2)]);
        return emit.Reshape(swapped, new Shape([groups * s[1], inputs, .. s.Dims[2..]]));
    }

    // com.microsoft FusedConv names an activation.
    private static TensorInfo Fused(Emitter emit, TensorInfo y)
    {
        string activation = emit.Node.Text("activation", "");
        float[] parameters = emit.Node.Floats("activation_params") ?? [];
        float Parameter(int index) => index < parameters.Length ? parameters[index] : throw emit.Node.Unsupported($"activation '{activation}' lacks its parameters.");
        return activation switch
        {
            "" => y,
            "Relu" => emit.Activation(ActivationKind.Relu, y),
            "Sigmoid" => emit.Unary(UnaryKind.Sigmoid, y),
            "Tanh" => emit.Unary(UnaryKind.Tanh, y),
            "LeakyRelu" => emit.Unary(UnaryKind.LeakyRelu, y, Parameter(0)),
            "Clip" => emit.Unary(UnaryKind.Clip, y, Parameter(0), Parameter(1)),
            "HardSigmoid" => emit.Unary(UnaryKind.HardSigmoid, y, Parameter(0), Parameter(1)),
            _ => throw emit.Node.Unsupported($"attribute activation = '{activation}' is not supported."),
        };
    }
}
