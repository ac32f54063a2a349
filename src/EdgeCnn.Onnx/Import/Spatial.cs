using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Onnx.Import;

/// <summary>How a window moves over the axes behind N and C, for any number of them.</summary>
/// <param name="Kernel">Taps along each axis.</param>
/// <param name="Strides">From one position to the next.</param>
/// <param name="Dilations">Between taps.</param>
/// <param name="Begin">Padding before.</param>
/// <param name="End">Padding after, without what rounding up adds.</param>
/// <param name="Ceil">What rounding the result's size up adds to the padding.</param>
internal sealed record Spatial(int[] Kernel, int[] Strides, int[] Dilations, int[] Begin, int[] End, int[] Ceil)
{
    public int Axes => Kernel.Length;

    /// <summary>Reads kernel_shape, strides, dilations, pads, auto_pad and ceil_mode.</summary>
    /// <param name="node">The node.</param>
    /// <param name="sizes">The input's sizes behind N and C.</param>
    /// <param name="kernel">The taps that the weights have, or null if only the attribute says.</param>
    /// <exception cref="UnsupportedOperatorException">An attribute is out of range.</exception>
    public static Spatial Read(OnnxNode node, ReadOnlySpan<int> sizes, int[]? kernel = null)
    {
        int axes = sizes.Length;
        if (axes is < 1 or > 3)
            throw node.Unsupported($"{axes} spatial axes are not supported, only 1 to 3.");
        int[] All(int value) => [.. Enumerable.Repeat(value, axes)];
        int[] shape = node.Ints("kernel_shape", kernel ?? All(0)), strides = node.Ints("strides", All(1)), dilations = node.Ints("dilations", All(1));
        if (kernel is not null && !shape.SequenceEqual(kernel))
            throw node.Unsupported($"attribute kernel_shape = [{string.Join(',', shape)}] contradicts the weights' [{string.Join(',', kernel)}].");
        if (shape.Concat(strides).Concat(dilations).Any(value => value is <= 0 or > 1 << 20))
            throw node.Unsupported($"kernel_shape [{string.Join(',', shape)}], strides [{string.Join(',', strides)}] and dilations [{string.Join(',', dilations)}] must be positive and at most {1 << 20}.");
        string auto = node.Text("auto_pad", "NOTSET");
        int[] pads = node.Ints("pads", All(0).Concat(All(0)).ToArray());
        if (pads.Any(pad => pad is < 0 or > 1 << 20))
            throw node.Unsupported($"attribute pads = [{string.Join(',', pads)}] is not supported, only 0 to {1 << 20}.");
        bool ceil = node.Flag("ceil_mode");
        var result = new Spatial(shape, strides, dilations, pads[..axes], pads[axes..], All(0));
        for (int axis = 0; axis < axes; axis++)
        {
            int reach = result.Reach(axis);
            if (auto is "SAME_UPPER" or "SAME_LOWER")
            {
                int total = Math.Max((((sizes[axis] - 1) / strides[axis]) * strides[axis]) + reach - sizes[axis], 0);
                result.Begin[axis] = auto == "SAME_UPPER" ? total / 2 : total - (total / 2);
                result.End[axis] = total - result.Begin[axis];
            }
            else if (auto is not ("NOTSET" or "VALID"))
            {
                throw node.Unsupported($"attribute auto_pad = '{auto}' is not supported, only NOTSET, VALID, SAME_UPPER and SAME_LOWER.");
            }
            else if (auto == "VALID" && pads.Any(pad => pad != 0))
            {
                throw node.Unsupported($"attribute auto_pad = 'VALID' contradicts pads [{string.Join(',', pads)}].");
            }

            if (ceil)
                result.Ceil[axis] = result.CeilPadding(axis, sizes[axis]);
        }

        return result;
    }

    /// <summary>The attributes of two axes, with what rounding up adds.</summary>
    public Window Window(int h, int w) => new()
    {
        StrideH = Strides[h],
        StrideW = Strides[w],
        DilationH = Dilations[h],
        DilationW = Dilations[w],
        PadTop = Begin[h],
        PadLeft = Begin[w],
        PadBottom = End[h] + Ceil[h],
        PadRight = End[w] + Ceil[w],
    };

    /// <summary>The same with an axis of size 1 in front, for tensors [N, C, W] seen as [N, C, 1, W].</summary>
    public Spatial WithLeadingAxis() => new([1, .. Kernel], [1, .. Strides], [1, .. Dilations], [0, .. Begin], [0, .. End], [0, .. Ceil]);

    /// <summary>Elements that a window covers along an axis.</summary>
    public int Reach(int axis) => checked(((Kernel[axis] - 1) * Dilations[axis]) + 1);

    // Rounding the result's size up is one more window behind the end, as long as it begins inside the input or its padding before.
    private int CeilPadding(int axis, int size)
    {
        long room = (long)size + Begin[axis] + End[axis] - Reach(axis);
        if (room < 0 || room % Strides[axis] == 0)
            return 0;
        long lastStart = ((room / Strides[axis]) + 1) * Strides[axis];
        return lastStart < (long)size + Begin[axis] ? (int)(lastStart - room) : 0;
    }
}
