using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Onnx.Export;

/// <summary>Between real numbers and codes.</summary>
internal static class QuantizeExport
{
    public static void QuantizeLinear(NodeExport export)
    {
        bool first = export.IsChannelsFirst();
        export.WriteQuantized(export.Input(0, first), first);
    }

    public static void DequantizeLinear(NodeExport export, DequantizeLinearNode node)
    {
        bool first = export.IsChannelsFirst();
        string result = export.Places.NameFor(node.Output, first);
        string[] inputs = [export.Places.Codes(node.Inputs[0], first), .. export.Places.Parameters(export.InputInfo())];
        int axis = export.InputInfo().Quant!.Axis;
        export.Onnx.Add("DequantizeLinear", node.Name, inputs, [result], axis < 0 ? [] : [OnnxGraphBuilder.Int("axis", TensorPlaces.Axis(axis, first))]);
        export.Places.Bind(export.Output, result, first);
    }
}
