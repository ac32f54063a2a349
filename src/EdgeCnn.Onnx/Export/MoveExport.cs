using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Onnx.Export;

/// <summary>Operators that move values to other places or give another shape.</summary>
internal static class MoveExport
{
    public static void Reshape(NodeExport export, ReshapeNode node)
    {
        Shape from = export.InputInfo().Shape, to = node.Target;
        bool first = export.IsChannelsFirst();
        if (FlattensBeforeDense(export, node))
        {
            if (first)
                export.Places.FlattenedMaps[node.Output] = from;
            export.Write("Flatten", [export.Input(0, first)], false, OnnxGraphBuilder.Int("axis", 1));
            return;
        }

        string x = export.Input(0, first && TensorPlaces.KeepsOrder(from));
        // A map in which no element moves may as well stand as its readers want it.
        bool map = to.Rank == 4 && TensorPlaces.KeepsOrder(to) && WantedChannelsFirst(export, node);
        export.Write("Reshape", [x, export.Onnx.Integers($"{node.Output}_shape", TensorPlaces.InOrder(to, map).Dims.Select(dim => (long)dim))], map);
    }

    /// <summary>A Transpose between the two orders of a map is none: the ONNX tensor stays, and is told otherwise.</summary>
    public static void Transpose(NodeExport export, TransposeNode node)
    {
        bool first = export.IsChannelsFirst();
        bool isConstant = export.Graph.Constants.ContainsKey(node.Inputs[0]);
        bool toFirst = node.Permutation.AsSpan().SequenceEqual([0, 3, 1, 2]), toLast = node.Permutation.AsSpan().SequenceEqual([0, 2, 3, 1]);
        if (!isConstant && export.Output.Quant is not { Axis: >= 0 } && ((first && toFirst) || (!first && toLast)))
            export.Places.Alias(node.Inputs[0], node.Output, channelsFirst: toLast);
        else
            export.Write("Transpose", [export.Input(0, false)], false, OnnxGraphBuilder.Ints("perm", node.Permutation));
    }

    public static void Concat(NodeExport export, ConcatNode node)
    {
        bool first = export.PrefersChannelsFirst();
        int axis = first ? TensorPlaces.Axis(node.Axis < 0 ? node.Axis + 4 : node.Axis, true) : node.Axis;
        export.Write("Concat", [.. node.Inputs.Select((_, i) => export.Input(i, first))], first, OnnxGraphBuilder.Int("axis", axis));
    }

    public static void Slice(NodeExport export, SliceNode node)
    {
        bool first = export.IsChannelsFirst();
        Shape x = export.InputInfo().Shape;
        int[] axes = [.. Enumerable.Range(0, x.Rank).Where(axis => node.Starts[axis] != 0 || node.Steps[axis] != 1 || node.Target[axis] != x[axis])];
        if (axes.Length == 0)
        {
            export.Write("Identity", [export.Input(0, first)], first);
            return;
        }

        // One behind the last index; walking backwards to the first one, that is before everything.
        long End(int axis)
        {
            long last = node.Starts[axis] + ((node.Target[axis] - 1L) * node.Steps[axis]);
            return node.Steps[axis] > 0 ? last + 1 : last > 0 ? last - 1 : int.MinValue;
        }

        export.Write("Slice", [
            export.Input(0, first),
            export.Onnx.Integers($"{node.Output}_starts", axes.Select(axis => (long)node.Starts[axis])),
            export.Onnx.Integers($"{node.Output}_ends", axes.Select(End)),
            export.Onnx.Integers($"{node.Output}_axes", axes.Select(axis => (long)TensorPlaces.Axis(axis, first))),
            export.Onnx.Integers($"{node.Output}_steps", axes.Select(axis => (long)node.Steps[axis])),
        ], first);
    }

    public static void Pad(NodeExport export, PadNode node)
    {
        bool first = export.IsChannelsFirst();
        string pads = export.Onnx.Integers($"{node.Output}_pads", TensorPlaces.InOrder<int>(node.Before, first).Concat(TensorPlaces.InOrder<int>(node.After, first)).Select(pad => (long)pad));
        string[] value = node.Mode == PadMode.Constant && node.Value != 0 ? [PadValue(export, node.Value)] : [];
        export.Write("Pad", [export.Input(0, first), pads, .. value], first, OnnxGraphBuilder.Text("mode", node.Mode.ToString().ToLowerInvariant()));
    }

    public static void Expand(NodeExport export, ExpandNode node)
    {
        bool first = export.IsChannelsFirst() && node.Target.Rank == 4;
        export.Write("Expand", [export.Input(0, first), export.Onnx.Integers($"{node.Output}_shape", TensorPlaces.InOrder(node.Target, first).Dims.Select(dim => (long)dim))], first);
    }

    public static void Tile(NodeExport export, TileNode node)
    {
        bool first = export.IsChannelsFirst();
        export.Write("Tile", [export.Input(0, first), export.Onnx.Integers($"{node.Output}_repeats", TensorPlaces.InOrder<int>(node.Repeats, first).Select(repeat => (long)repeat))], first);
    }

    public static void Gather(NodeExport export, GatherNode node)
    {
        // The result keeps the axes of x where the indices are a list.
        bool first = export.IsChannelsFirst() && export.InputInfo(1).Shape.Rank == 1;
        export.Write("Gather", [export.Input(0, first), export.Input(1, false)], first, OnnxGraphBuilder.Int("axis", TensorPlaces.Axis(node.Axis, first)));
    }

    private static bool FlattensBeforeDense(NodeExport export, ReshapeNode node)
    {
        Shape from = export.InputInfo().Shape, to = node.Target;
        if (to.Rank != 2 || from.Rank == 0 || to[0] != from[0] || export.Graph.Outputs.Contains(node.Output))
            return false;
        return from.Rank == 2 || export.Graph.Consumers(node.Output) is { Count: > 0 } readers && readers.All(reader => reader is DenseNode && reader.Inputs[0] == node.Output && !reader.Inputs.Skip(1).Contains(node.Output));
    }

    private static bool WantedChannelsFirst(NodeExport export, ReshapeNode node) => export.Graph.Outputs.Contains(node.Output)
        ? export.Places.IsTurned(node.Output)
        : export.Graph.Consumers(node.Output).Any(reader => reader is Conv2dNode or DepthwiseConv2dNode or MaxPoolNode or AveragePoolNode or GlobalAveragePoolNode or MaxPoolIndicesNode or LrnNode);

    // A scalar of the tensor's type; codes with a scale are padded as real numbers.
    private static string PadValue(NodeExport export, float value)
    {
        DataType type = TensorPlaces.IsQuantized(export.Output) ? DataType.Float32 : export.Output.Type;
        string name = export.Onnx.FreshName($"{export.Output.Name}_value");
        byte[] bytes = type switch
        {
            DataType.Float32 => BitConverter.GetBytes(value),
            DataType.Int32 => BitConverter.GetBytes((int)value),
            DataType.Int64 => BitConverter.GetBytes((long)value),
            _ => [(byte)(int)value],
        };
        export.Onnx.AddInitializer(name, type, default, bytes);
        return name;
    }
}
