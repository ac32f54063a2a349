using System.Collections.Immutable;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Passes.Layout;

namespace EdgeCnn.Graph.Passes;

/// <summary>
/// Transpose → Reshape to [N, K] → Dense becomes Reshape → Dense with the weights' columns in the other order: the trace
/// that ONNX's NCHW leaves where a network flattens its last feature map.
/// </summary>
public sealed class FoldTransposeIntoDense : IGraphPass
{
    /// <inheritdoc/>
    public string Name => "fold-transpose-into-dense";

    /// <inheritdoc/>
    public NetworkGraph Run(NetworkGraph graph)
    {
        if (!graph.Nodes.Any(node => node is TransposeNode))
            return graph;
        var edit = new GraphEdit(graph);
        foreach (DenseNode dense in graph.Nodes.OfType<DenseNode>())
        {
            if (edit.Producer(dense.Inputs[0]) is not ReshapeNode reshape || edit.Producer(reshape.Inputs[0]) is not TransposeNode transpose)
                continue;
            string source = transpose.Inputs[0], weights = dense.Inputs[1];
            TensorInfo x = edit.Tensors[source], w = edit.Tensors[weights];
            bool onlyHere = edit.OnlyReader(reshape.Output) is not null && edit.OnlyReader(transpose.Output) is not null && edit.OnlyReader(weights) is not null;
            bool batchStays = x.Shape.Rank > 0 && transpose.Permutation[0] == 0 && reshape.Target.Rank == 2 && reshape.Target[0] == x.Shape[0];
            if (!onlyHere || !batchStays || !edit.Constants.TryGetValue(weights, out var values) || w.Quant is { Axis: 1 })
                continue;
            edit.Constants[weights] = Permute(values.Span, w, x.Shape, transpose.Permutation);
            edit.Remove(transpose);
            edit.Replace(reshape, reshape with { Inputs = [source] });
            edit.Tensors.Remove(transpose.Output);
        }

        return edit.ToGraph();
    }

    // Column k of the new weights is the column that met the same element after the transpose.
    private static byte[] Permute(ReadOnlySpan<byte> weights, TensorInfo w, Shape x, ImmutableArray<int> permutation)
    {
        // The batch stays the first axis; in the weights the outputs are in its place.
        Shape transposed = new([w.Shape[0], .. permutation.Skip(1).Select(axis => x[axis])]);
        return AxisOrder.Permute(weights, transposed, w.Type.SizeBytes(), AxisRenaming.Inverse(permutation));
    }
}
