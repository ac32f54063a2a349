using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Onnx.Wire;

namespace EdgeCnn.Onnx.Export;

/// <summary>Reductions, rankings and softmax.</summary>
internal static class ReduceExport
{
    public static void Reduce(NodeExport export, ReduceNode node)
    {
        Shape x = export.InputInfo().Shape;
        string op = $"Reduce{node.Kind}";
        if (node.Axes.IsEmpty && x.Rank > 0)
        {
            // No axes are all of them for ONNX; a new one of size 1 is none.
            string column = export.Step("Reshape", "column", [export.Input(0, false), export.Onnx.Integers($"{node.Output}_column_shape", x.Dims.Append(1).Select(dim => (long)dim))]);
            Write(export, op, column, [x.Rank], keepDims: false, channelsFirst: false);
            return;
        }

        bool first = CanStay(export, node.Axes, node.KeepDims);
        Write(export, op, export.Input(0, first), [.. node.Axes.Select(axis => TensorPlaces.Axis(axis, first)).Order()], node.KeepDims, first);
    }

    public static void Arg(NodeExport export, ArgNode node)
    {
        bool first = CanStay(export, [node.Axis], node.KeepDims);
        export.Write(node.Least ? "ArgMin" : "ArgMax", [export.Input(0, first)], first && node.KeepDims,
            OnnxGraphBuilder.Int("axis", TensorPlaces.Axis(node.Axis, first)), OnnxGraphBuilder.Flag("keepdims", node.KeepDims), OnnxGraphBuilder.Flag("select_last_index", node.SelectLast));
    }

    public static void TopK(NodeExport export, TopKNode node)
    {
        bool first = export.IsChannelsFirst();
        string count = export.Onnx.Integers($"{node.Output}_k", [node.K]);
        AttributeProto[] attributes = [OnnxGraphBuilder.Int("axis", TensorPlaces.Axis(node.Axis, first)), OnnxGraphBuilder.Flag("largest", !node.Least), OnnxGraphBuilder.Flag("sorted", true)];
        export.WriteOne(node.Indices ? 1 : 0, 2, "TopK", [export.Input(0, first), count], first, attributes);
    }

    public static void Softmax(NodeExport export, SoftmaxNode node)
    {
        bool first = export.IsChannelsFirst();
        export.Write(node.Logarithm ? "LogSoftmax" : "Softmax", [export.Input(0, first)], first, OnnxGraphBuilder.Int("axis", first ? 1 : -1));
    }

    private static void Write(NodeExport export, string op, string x, int[] axes, bool keepDims, bool channelsFirst)
    {
        bool axesAreInput = export.Opset >= 18 || op == "ReduceSum";
        List<string> inputs = [x];
        List<AttributeProto> attributes = [];
        if (axes.Length > 0 && axesAreInput)
            inputs.Add(export.Onnx.Integers($"{export.Output.Name}_axes", axes.Select(axis => (long)axis)));
        else if (axes.Length > 0)
            attributes.Add(OnnxGraphBuilder.Ints("axes", axes));
        attributes.Add(OnnxGraphBuilder.Flag("keepdims", keepDims));
        export.Write(op, inputs, channelsFirst && keepDims, [.. attributes]);
    }

    // True if the input stands with its channels first, and the axes that are left stand in the same order either way.
    private static bool CanStay(NodeExport export, IReadOnlyList<int> axes, bool keepDims)
    {
        if (!export.IsChannelsFirst())
            return false;
        bool space = axes.Contains(1) && axes.Contains(2);
        return keepDims || axes.Contains(3) || space;
    }
}
