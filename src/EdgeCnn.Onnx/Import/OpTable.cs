namespace EdgeCnn.Onnx.Import;

/// <summary>Every ONNX operator that this build reads.</summary>
internal static class OpTable
{
    private static readonly Dictionary<string, Action<GraphReader, OnnxNode>> Rows = new()
    {
        ["Conv"] = LayerOps.Conv,
        ["Gemm"] = LayerOps.Gemm,
        ["MaxPool"] = LayerOps.MaxPool,
        ["GlobalAveragePool"] = LayerOps.GlobalAveragePool,
        ["Relu"] = LayerOps.Relu,
        ["Clip"] = LayerOps.Clip,
        ["Add"] = LayerOps.Add,
        ["Concat"] = LayerOps.Concat,
        ["Softmax"] = LayerOps.Softmax,
        ["Flatten"] = ShapeOps.Flatten,
        ["Identity"] = ShapeOps.Identity,
        ["Dropout"] = ShapeOps.Dropout,
        ["Constant"] = ShapeOps.Constant,
        ["QuantizeLinear"] = QuantizeOps.QuantizeLinear,
        ["DequantizeLinear"] = QuantizeOps.DequantizeLinear,
    };

    /// <summary>Reads one node into the graph.</summary>
    /// <exception cref="UnsupportedOperatorException">The operator is not in the table, or an attribute was not read.</exception>
    public static void Import(GraphReader reader, OnnxNode node)
    {
        if (node.Domain is not ("" or "ai.onnx") || !Rows.TryGetValue(node.Op, out var import))
            throw node.Unsupported($"this operator{(node.Domain.Length > 0 ? $" of domain {node.Domain}" : "")} is not supported. Supported: {string.Join(", ", Rows.Keys.Order())}.");
        import(reader, node);
        node.RequireAllRead();
    }
}
