using EdgeCnn.Graph;

namespace EdgeCnn.Onnx;

/// <summary>Constants between ONNX's axis order and ours.</summary>
internal static class AxisOrder
{
    /// <summary>Copies a tensor with its axes in another order: axis i of the result is axis <c>permutation[i]</c>.</summary>
    public static byte[] Permute(ReadOnlySpan<byte> values, Shape shape, int elementBytes, ReadOnlySpan<int> permutation)
    {
        int rank = shape.Rank;
        int[] strides = new int[rank], sizes = new int[rank], steps = new int[rank], index = new int[rank];
        for (int axis = rank - 1, stride = elementBytes; axis >= 0; stride *= shape[axis], axis--)
            strides[axis] = stride;
        for (int axis = 0; axis < rank; axis++)
        {
            sizes[axis] = shape[permutation[axis]];
            steps[axis] = strides[permutation[axis]];
        }

        byte[] result = new byte[values.Length];
        for (int to = 0, from = 0; to < result.Length; to += elementBytes)
        {
            values.Slice(from, elementBytes).CopyTo(result.AsSpan(to));
            for (int axis = rank - 1; axis >= 0; axis--)
            {
                from += steps[axis];
                if (++index[axis] < sizes[axis])
                    break;
                from -= steps[axis] * sizes[axis];
                index[axis] = 0;
            }
        }

        return result;
    }
}
