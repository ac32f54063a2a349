using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Graph.Passes;

/// <summary>
/// A product of maps with one constant for each channel becomes a depthwise convolution of one tap, into which a sum behind it folds: a batch normalization that
/// stands behind an activation has one scale for each channel then, where codes of a plain product would share one.
/// </summary>
/// <remarks>For the quantizer, so not among <see cref="GraphPasses.All"/>.</remarks>
public sealed class ScaleAsDepthwise : IGraphPass
{
    /// <inheritdoc/>
    public string Name => "scale-as-depthwise";

    /// <inheritdoc/>
    public NetworkGraph Run(NetworkGraph graph)
    {
        var edit = new GraphEdit(graph);
        foreach (BinaryNode node in graph.Nodes.OfType<BinaryNode>().Where(node => node.Kind == BinaryKind.Mul))
        {
            int constant = edit.Constants.ContainsKey(node.Inputs[0]) ? 0 : 1;
            string values = node.Inputs[constant], maps = node.Inputs[1 - constant];
            Shape shape = edit.Tensors[maps].Shape;
            TensorInfo factors = edit.Tensors[values];
            if (!edit.Constants.ContainsKey(values) || factors.Type != DataType.Float32 || shape.Rank != 4 || shape != edit.Tensors[node.Output].Shape
                || factors.Shape.Rank == 0 || factors.Shape.Elements != shape[-1] || factors.Shape[-1] != shape[-1])
            {
                continue;
            }

            string weights = edit.Fresh($"{node.Name}.weight");
            edit.Tensors.Add(weights, new TensorInfo(weights, DataType.Float32, new Shape(1, 1, shape[-1])));
            edit.Constants.Add(weights, edit.Constants[values]);
            edit.Replace(node, new DepthwiseConv2dNode { Name = node.Name, Inputs = [maps, weights], Output = node.Output });
        }

        return edit.ToGraph();
    }
}
