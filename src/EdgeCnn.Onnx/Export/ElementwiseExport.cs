using EdgeCnn.Graph.Nodes;
using EdgeCnn.Onnx.Wire;

namespace EdgeCnn.Onnx.Export;

/// <summary>Functions of each value on its own, and of several with broadcasting: in the order in which most of their inputs stand.</summary>
internal static class ElementwiseExport
{
    public static void Activation(NodeExport export, ActivationNode node)
    {
        bool first = export.PrefersChannelsFirst();
        string x = export.Input(0, first);
        switch (node.Kind)
        {
            case ActivationKind.None:
                export.Write("Identity", [x], first);
                break;
            case ActivationKind.Relu:
                export.Write("Relu", [x], first);
                break;
            default:
                export.Write("Clip", [x, .. Bounds(export.Onnx, node.Kind, node.Name)], first);
                break;
        }
    }

    /// <summary>The activation that a layer has in its store.</summary>
    public static void AddActivation(OnnxGraphBuilder onnx, ActivationKind kind, string name, string input, string result)
    {
        string[] bounds = kind == ActivationKind.Relu ? [] : Bounds(onnx, kind, name);
        onnx.Add(kind == ActivationKind.Relu ? "Relu" : "Clip", name, [input, .. bounds], [result]);
    }

    public static void Unary(NodeExport export, UnaryNode node)
    {
        bool first = export.PrefersChannelsFirst();
        string x = export.Input(0, first);
        if (node.Kind == UnaryKind.Clip)
        {
            export.Write("Clip", [x, export.Onnx.Floats($"{node.Name}_min", default, node.Alpha), export.Onnx.Floats($"{node.Name}_max", default, node.Beta)], first);
            return;
        }

        AttributeProto[] attributes = node.Kind switch
        {
            UnaryKind.LeakyRelu or UnaryKind.Elu or UnaryKind.Celu or UnaryKind.ThresholdedRelu or UnaryKind.Swish => [OnnxGraphBuilder.Float("alpha", node.Alpha)],
            UnaryKind.Selu => [OnnxGraphBuilder.Float("alpha", node.Alpha), OnnxGraphBuilder.Float("gamma", node.Beta)],
            UnaryKind.HardSigmoid => [OnnxGraphBuilder.Float("alpha", node.Alpha), OnnxGraphBuilder.Float("beta", node.Beta)],
            UnaryKind.Shrink => [OnnxGraphBuilder.Float("lambd", node.Alpha), OnnxGraphBuilder.Float("bias", node.Beta)],
            UnaryKind.GeluTanh => [OnnxGraphBuilder.Text("approximate", "tanh")],
            _ => [],
        };
        export.Write(node.Kind == UnaryKind.GeluTanh ? "Gelu" : node.Kind.ToString(), [x], first, attributes);
    }

    /// <summary>The join of a branch. With a constant it is written as Sum, since Add with one is a <see cref="BinaryNode"/>.</summary>
    public static void Add(NodeExport export)
    {
        bool first = export.PrefersChannelsFirst();
        export.Write(export.ReadsConstant ? "Sum" : "Add", export.Broadcast(first), first);
    }

    public static void Binary(NodeExport export, BinaryNode node)
    {
        bool first = export.PrefersChannelsFirst();
        export.Write(node.Kind.ToString(), export.Broadcast(first), first);
    }

    public static void Where(NodeExport export)
    {
        bool first = export.PrefersChannelsFirst();
        export.Write("Where", export.Broadcast(first), first);
    }

    public static void Cast(NodeExport export)
    {
        bool first = export.PrefersChannelsFirst();
        export.Write("Cast", [export.Input(0, first)], first, OnnxGraphBuilder.Int("to", OnnxType.Of(export.Output.Type)));
    }

    private static string[] Bounds(OnnxGraphBuilder onnx, ActivationKind kind, string name)
    {
        var (minimum, maximum) = kind.Bounds();
        return [onnx.Floats($"{name}_min", default, minimum), onnx.Floats($"{name}_max", default, maximum)];
    }
}
