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
        if (!graph.Nodes.Any(node => node is DequantizeLinearNode))
            return graph;
        var edit = new GraphEdit(graph);
        // Nodes stand after those they read from, so one walk carries a DequantizeLinear through any chain of moves.
        foreach (Node seen in graph.Nodes)
        {
            // An earlier step of the walk may have changed what writes this tensor, and what that node reads.
            switch (edit.Producer(seen.Output))
            {
                case MaxPoolNode or ReshapeNode or TransposeNode or ActivationNode or SliceNode or PadNode or TileNode or ExpandNode or GatherNode or ResizeNode { Mode: ResizeMode.Nearest }:
                    MoveOnCodes(edit, edit.Producer(seen.Output)!);
                    break;
                case QuantizeLinearNode quantize:
                    CancelPair(edit, quantize);
                    break;
                case LinearNode or AddNode or ConcatNode or GlobalAveragePoolNode or AveragePoolNode or UnaryNode or BinaryNode { Kind: BinaryKind.Add or BinaryKind.Mul } or SoftmaxNode { Logarithm: false }:
                    LayerOnCodes(edit, edit.Producer(seen.Output)!);
                    break;
            }
        }

        return edit.ToGraph();
    }

    private static void MoveOnCodes(GraphEdit edit, Node node)
    {
        if (edit.Producer(node.Inputs[0]) is not DequantizeLinearNode dequantize || edit.Tensors[dequantize.Inputs[0]] is not { Quant: { Axis: -1 } quant } codes || !codes.Type.IsCode())
            return;
        if (!KeepsValues(node, codes.Type, quant))
        {
            // Relu6 on codes would stop at the code next to 6; as a table it is rounded once, as the model says.
            if (node is ActivationNode { Kind: ActivationKind.Relu6 })
                LayerOnCodes(edit, node, new UnaryNode { Name = node.Name, Inputs = node.Inputs, Output = node.Output, Kind = UnaryKind.Clip, Beta = 6 });
            return;
        }

        string moved = $"{node.Output}.codes";
        if (!edit.Tensors.TryAdd(moved, edit.Tensors[node.Output] with { Name = moved, Type = codes.Type, Quant = quant }))
            return;
        Node onCodes = node with { Inputs = [codes.Name, .. node.Inputs.Skip(1)], Output = moved };
        edit.Replace(node, onCodes);
        edit.InsertAfter(onCodes, new DequantizeLinearNode { Name = $"{node.Name}.dequantize", Inputs = [moved], Output = node.Output });
    }

    // True if every value that the node brings in is that of a code.
    private static bool KeepsValues(Node node, DataType type, QuantParams quant)
    {
        bool IsCode(float value) => QuantParams.Dequantize(QuantParams.Quantize(value, quant.Scale, quant.ZeroPoint, type), quant.Scale, quant.ZeroPoint) == value;
        return node switch
        {
            PadNode { Mode: PadMode.Constant } pad => IsCode(pad.Value),
            ResizeNode { Coordinates: ResizeCoordinates.CropAndResize } resize => IsCode(resize.Extrapolation),
            ActivationNode { Kind: ActivationKind.Relu6 } => IsCode(6) || QuantParams.Dequantize(type.MaxCode(), quant.Scale, quant.ZeroPoint) < 6,
            _ => true,
        };
    }

    private static void CancelPair(GraphEdit edit, QuantizeLinearNode quantize)
    {
        if (edit.Producer(quantize.Inputs[0]) is not DequantizeLinearNode dequantize || edit.IsOutput(quantize.Output))
            return;
        TensorInfo before = edit.Tensors[dequantize.Inputs[0]], after = edit.Tensors[quantize.Output];
        if (before.Type != after.Type || before.Quant is not { Axis: -1 } quant || quant.Scale != after.Quant!.Scale || quant.ZeroPoint != after.Quant.ZeroPoint)
            return;
        foreach (Node reader in edit.Readers(after.Name))
            edit.Replace(reader, reader with { Inputs = [.. reader.Inputs.Select(input => input == after.Name ? before.Name : input)] });
        edit.Remove(quantize);
        edit.Tensors.Remove(after.Name);
    }

    private static void LayerOnCodes(GraphEdit edit, Node node, Node? table = null)
    {
        if (edit.OnlyReader(node.Output) is not QuantizeLinearNode quantize)
            return;
        var codes = node.Inputs.Select(input => (edit.Producer(input) as DequantizeLinearNode)?.Inputs[0]).ToArray();
        if (codes.Contains(null))
            return;
        Node integer = (table ?? node) with { Inputs = [.. codes!], Output = quantize.Output };
        var inputs = edit.InputsOf(integer);
        if (integer.CheckTypes(inputs, edit.Tensors[quantize.Output]) is not null || (node is LinearNode && !BiasFits(inputs)))
            return;
        edit.Remove(quantize);
        edit.Replace(node, integer);
        edit.Tensors.Remove(node.Output);
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
