using System.Runtime.InteropServices;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Graph.Passes.Folding;

/// <summary>Constants whose elements only change places.</summary>
internal static class MovedConstant
{
    public static byte[]? Of(Node node, IReadOnlyList<TensorInfo> inputs, IReadOnlyList<ReadOnlyMemory<byte>> values, TensorInfo output)
    {
        Shape x = inputs[0].Shape;
        int[] strides = AxisOrder.Strides(x);
        switch (node)
        {
            case TransposeNode transpose:
                return AxisOrder.Permute(values[0].Span, x, output.Type.SizeBytes(), transpose.Permutation.AsSpan());
            case SliceNode slice:
                int start = slice.Starts.Zip(strides, (first, stride) => first * stride).Sum();
                return Walk(values[0].Span, output, start, [.. strides.Zip(slice.Steps, (stride, step) => stride * step)]);
            case ExpandNode:
                return Walk(values[0].Span, output, 0, BroadcastStrides(x, output.Shape));
            case TileNode tile:
                return Tile(values[0].Span, x, tile, output);
            case ConcatNode concat:
                return Concat(concat, inputs, values, output);
            default:
                return Gather((GatherNode)node, inputs, values, output);
        }
    }

    /// <summary>The strides with which a tensor is read as if it had the other shape; 0 along repeated axes.</summary>
    public static int[] BroadcastStrides(Shape shape, Shape to)
    {
        int[] own = AxisOrder.Strides(shape), strides = new int[to.Rank];
        for (int back = 1; back <= shape.Rank; back++)
            strides[^back] = shape[-back] == 1 ? 0 : own[^back];
        return strides;
    }

    /// <summary>Visits the elements of a box in row-major order and tells where each lies in a source with those strides.</summary>
    public static IEnumerable<int> Offsets(Shape box, int start, int[] strides)
    {
        int[] index = new int[box.Rank];
        int count = box.Elements;
        for (int n = 0, at = start; n < count; n++)
        {
            yield return at;
            for (int axis = box.Rank - 1; axis >= 0; axis--)
            {
                at += strides[axis];
                if (++index[axis] < box[axis])
                    break;
                at -= strides[axis] * box[axis];
                index[axis] = 0;
            }
        }
    }

    private static byte[] Walk(ReadOnlySpan<byte> source, TensorInfo output, int start, int[] strides)
    {
        int size = output.Type.SizeBytes(), to = 0;
        byte[] result = new byte[output.SizeBytes];
        foreach (int from in Offsets(output.Shape, start, strides))
        {
            source.Slice(from * size, size).CopyTo(result.AsSpan(to));
            to += size;
        }

        return result;
    }

    private static byte[] Tile(ReadOnlySpan<byte> source, Shape x, TileNode tile, TensorInfo output)
    {
        // Each axis counts as two, how often and the own one; the first does not move.
        int[] own = AxisOrder.Strides(x);
        Shape box = new([.. Enumerable.Range(0, x.Rank).SelectMany(axis => new[] { tile.Repeats[axis], x[axis] })]);
        return Walk(source, output with { Shape = box }, 0, [.. own.SelectMany(stride => new[] { 0, stride })]);
    }

    private static byte[]? Concat(ConcatNode node, IReadOnlyList<TensorInfo> inputs, IReadOnlyList<ReadOnlyMemory<byte>> values, TensorInfo output)
    {
        if (output.Quant is not null)
            return null;
        int axis = node.Axis < 0 ? node.Axis + output.Shape.Rank : node.Axis;
        int RowBytes(TensorInfo info) => info.Shape.Dims[axis..].Aggregate(info.Type.SizeBytes(), (product, dim) => product * dim);
        byte[] result = new byte[output.SizeBytes];
        int rowBytes = RowBytes(output), at = 0;
        for (int i = 0; i < inputs.Count; i++)
        {
            int bytes = RowBytes(inputs[i]);
            for (int row = 0; row < result.Length / rowBytes; row++)
                values[i].Span.Slice(row * bytes, bytes).CopyTo(result.AsSpan((row * rowBytes) + at));
            at += bytes;
        }

        return result;
    }

    private static byte[]? Gather(GatherNode node, IReadOnlyList<TensorInfo> inputs, IReadOnlyList<ReadOnlyMemory<byte>> values, TensorInfo output)
    {
        Shape x = inputs[0].Shape;
        int size = x[node.Axis], inner = x.Dims[(node.Axis + 1)..].Aggregate(output.Type.SizeBytes(), (product, dim) => product * dim);
        int outer = x.Dims[..node.Axis].Aggregate(1, (product, dim) => product * dim);
        long[] indices = inputs[1].Type == DataType.Int64
            ? MemoryMarshal.Cast<byte, long>(values[1].Span).ToArray()
            : [.. MemoryMarshal.Cast<byte, int>(values[1].Span).ToArray().Select(index => (long)index)];
        if (indices.FirstOrDefault(index => index < -size || index >= size) is var wrong && (wrong < -size || wrong >= size))
            throw new GraphException(node.Label, $"index {wrong} is not one of the {size} along axis {node.Axis} of {x}.");
        byte[] result = new byte[output.SizeBytes];
        int to = 0;
        for (int block = 0; block < outer; block++)
        {
            foreach (long index in indices)
            {
                int from = ((block * size) + (int)(index < 0 ? index + size : index)) * inner;
                values[0].Span.Slice(from, inner).CopyTo(result.AsSpan(to));
                to += inner;
            }
        }

        return result;
    }
}
