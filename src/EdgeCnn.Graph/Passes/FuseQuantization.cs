using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Graph.Passes;

/// <summary>
/// DequantizeLinear → operation → QuantizeLinear becomes the operation on codes, for the operations that have a written
/// integer rule (Kernels/Requantize/README.md): Conv2d and Dense, and those that only move or compare values.
/// </summary>
public sealed class FuseQuantization : IGraphPass
{
    /// <inheritdoc/>
    public string Name => "fuse-quantization";

    /// <inheritdoc/>
    public NetworkGraph Run(NetworkGraph graph)
    {
        foreach (Node node in graph.Nodes)
        {
            if (Integer(graph, node) is not { } fused)
                continue;
            var quantize = graph.Consumers(node.Output).Single();
            graph = graph with
            {
                Nodes = graph.Nodes.Remove(quantize).Replace(node, fused with { Output = quantize.Output }),
                Tensors = graph.Tensors.Remove(node.Output),
            };
        }

        return graph;
    }

    // The node on codes, still with its old output, or null if the pattern or the rule does not fit.
    private static Node? Integer(NetworkGraph graph, Node node)
    {
        if (graph.Outputs.Contains(node.Output) || graph.Consumers(node.Output).ToArray() is not [QuantizeLinearNode quantize])
            return null;
        var codes = node.Inputs.Select(input => (graph.Producer(input) as DequantizeLinearNode)?.Inputs[0]).ToArray();
        if (codes.Contains(null))
            return null;
        Node fused = node with { Inputs = [.. codes!] };
        var inputs = graph.InputsOf(fused);
        TensorInfo output = graph.Tensor(quantize.Output);
        if (fused.CheckTypes(inputs, output) is not null)
            return null;
        return fused is LinearNode && !BiasFits(inputs) ? null : fused;
    }

    // The integer rule adds the bias to the sum, so its scales must be those of the sum.
    private static bool BiasFits(IReadOnlyList<TensorInfo> inputs)
    {
        if (inputs.Count < 3)
            return true;
        float x = inputs[0].Quant!.Scale;
        var weights = inputs[1].Quant!.Scales;
        return inputs[2].Quant is { } bias && bias.Scales.Length == weights.Length && bias.Scales.Zip(weights).All(pair => pair.First == x * pair.Second);
    }
}
