using System.Collections.Immutable;
using EdgeCnn.Graph.Nodes;

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
        int size = w.Type.SizeBytes(), rank = x.Rank, k = w.Shape[1];
        var transposed = permutation.Select(axis => x[axis]).ToArray();
        int[] oldColumn = new int[k];
        int[] index = new int[rank];
        for (int column = 0; column < k; column++)
        {
            int rest = column;
            for (int axis = rank - 1; axis > 0; axis--)
            {
                index[axis] = rest % x[axis];
                rest /= x[axis];
            }

            int old = 0;
            for (int axis = 1; axis < rank; axis++)
                old = (old * transposed[axis]) + index[permutation[axis]];
            oldColumn[column] = old;
        }

        byte[] result = new byte[weights.Length];
        for (int row = 0; row < w.Shape[0]; row++)
        {
            for (int column = 0; column < k; column++)
                weights.Slice(((row * k) + oldColumn[column]) * size, size).CopyTo(result.AsSpan(((row * k) + column) * size));
        }

        return result;
    }
}
