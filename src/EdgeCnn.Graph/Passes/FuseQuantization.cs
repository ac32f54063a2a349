using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Graph.Passes;

/// <summary>
/// QDQ form becomes integer operations, for those that have a written rule (Kernels/Requantize/README.md). Operations that
/// only move or compare values change places with the DequantizeLinear before them; a DequantizeLinear, QuantizeLinear
/// pair with equal parameters vanishes; DequantizeLinear → layer or function → QuantizeLinear becomes the operation on codes.
/// </summary>
public sealed class FuseQuantization : IGraphPass
{
    /// <inheritdoc/>
    public string Name => "fuse-quantization";

    /// <inheritdoc/>
    public NetworkGraph Run(NetworkGraph graph)
    {
        // Nodes stand after those they read from, so one walk carries a DequantizeLinear through any chain of moves.
        foreach (Node node in graph.Nodes)
        {
            graph = node switch
            {
                MaxPoolNode or ReshapeNode or TransposeNode or ActivationNode or SliceNode or PadNode or TileNode or ExpandNode or GatherNode or ResizeNode { Mode: ResizeMode.Nearest } => MoveOnCodes(graph, node),
                LinearNode or AddNode or ConcatNode or GlobalAveragePoolNode or AveragePoolNode or UnaryNode or BinaryNode { Kind: BinaryKind.Add or BinaryKind.Mul } or SoftmaxNode { Logarithm: false } => LayerOnCodes(graph, node),
                QuantizeLinearNode quantize => CancelPair(graph, quantize),
                _ => graph,
            };
        }

        return graph;
    }

    private static NetworkGraph MoveOnCodes(NetworkGraph graph, Node node)
    {
        if (graph.Producer(node.Inputs[0]) is not DequantizeLinearNode dequantize || graph.Tensor(dequantize.Inputs[0]) is not { Quant.Axis: -1 } codes || !codes.Type.IsCode())
            return graph;
        string moved = $"{node.Output}.codes";
        if (graph.Tensors.ContainsKey(moved))
            return graph;
        int at = graph.Nodes.IndexOf(node);
        return graph with
        {
            Nodes = graph.Nodes
                .SetItem(at, node with { Inputs = [codes.Name, .. node.Inputs.Skip(1)], Output = moved })
                .Insert(at + 1, new DequantizeLinearNode { Name = $"{node.Name}.dequantize", Inputs = [moved], Output = node.Output }),
            Tensors = graph.Tensors.Add(moved, graph.Tensor(node.Output) with { Name = moved, Type = codes.Type, Quant = codes.Quant }),
        };
    }

    private static NetworkGraph CancelPair(NetworkGraph graph, QuantizeLinearNode quantize)
    {
        if (graph.Producer(quantize.Inputs[0]) is not DequantizeLinearNode dequantize || graph.Outputs.Contains(quantize.Output))
            return graph;
        TensorInfo before = graph.Tensor(dequantize.Inputs[0]), after = graph.Tensor(quantize.Output);
        if (before.Type != after.Type || before.Quant is not { Axis: -1 } quant || quant.Scale != after.Quant!.Scale || quant.ZeroPoint != after.Quant.ZeroPoint)
            return graph;
        return graph with
        {
            Nodes = [.. graph.Nodes.Remove(quantize).Select(node => node.Inputs.Contains(after.Name) ? node with { Inputs = node.Inputs.Replace(after.Name, before.Name) } : node)],
            Tensors = graph.Tensors.Remove(after.Name),
        };
    }

    private static NetworkGraph LayerOnCodes(NetworkGraph graph, Node node)
    {
        // An earlier step of the walk may have changed what this node reads.
        node = graph.Nodes.First(current => current.Output == node.Output);
        if (graph.Outputs.Contains(node.Output) || graph.Consumers(node.Output).ToArray() is not [QuantizeLinearNode quantize])
            return graph;
        var codes = node.Inputs.Select(input => (graph.Producer(input) as DequantizeLinearNode)?.Inputs[0]).ToArray();
        if (codes.Contains(null))
            return graph;
        Node integer = node with { Inputs = [.. codes!], Output = quantize.Output };
        var inputs = graph.InputsOf(integer);
        if (integer.CheckTypes(inputs, graph.Tensor(quantize.Output)) is not null || (node is LinearNode && !BiasFits(inputs)))
            return graph;
        return graph with
        {
            Nodes = graph.Nodes.Remove(quantize).Replace(node, integer),
            Tensors = graph.Tensors.Remove(node.Output),
        };
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
