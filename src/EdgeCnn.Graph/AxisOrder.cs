using System.Runtime.InteropServices;

namespace EdgeCnn.Graph;

/// <summary>Tensors with their axes in another order.</summary>
public static class AxisOrder
{
    /// <summary>Copies a tensor so that axis i of the result is axis <c>permutation[i]</c> of the source.</summary>
    /// <param name="values">The elements, row-major.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="elementBytes">Bytes of an element: 1, 2, 4 or 8.</param>
    /// <param name="permutation">Each axis of the source once.</param>
    /// <exception cref="ArgumentException">There are not as many bytes or axes as the shape says, or no elements of that size.</exception>
    public static byte[] Permute(ReadOnlySpan<byte> values, Shape shape, int elementBytes, ReadOnlySpan<int> permutation)
    {
        if (permutation.Length != shape.Rank || values.Length != (long)shape.Elements * elementBytes)
            throw new ArgumentException($"{values.Length} bytes and {permutation.Length} axes for {shape} of {elementBytes} bytes an element.", nameof(values));
        byte[] result = new byte[values.Length];
        switch (elementBytes)
        {
            case 1:
                Walk<byte>(values, result, shape, permutation);
                break;
            case 2:
                Walk<ushort>(values, result, shape, permutation);
                break;
            case 4:
                Walk<uint>(values, result, shape, permutation);
                break;
            case 8:
                Walk<ulong>(values, result, shape, permutation);
                break;
            default:
                throw new ArgumentException($"An element of {elementBytes} bytes; expected 1, 2, 4 or 8.", nameof(elementBytes));
        }

        return result;
    }

    // The result in its order, a row of its last axis at a time.
    private static void Walk<T>(ReadOnlySpan<byte> values, Span<byte> result, Shape shape, ReadOnlySpan<int> permutation)
        where T : unmanaged
    {
        var x = MemoryMarshal.Cast<byte, T>(values);
        var y = MemoryMarshal.Cast<byte, T>(result);
        ReadOnlySpan<(int Size, int Step)> axes = Merged(shape, permutation);
        int[] index = new int[axes.Length];
        var (row, step) = axes[^1];
        for (int to = 0, from = 0; to < y.Length; to += row)
        {
            Span<T> target = y.Slice(to, row);
            if (step == 1)
            {
                x.Slice(from, row).CopyTo(target);
            }
            else
            {
                for (int i = 0, at = from; i < target.Length; i++, at += step)
                    target[i] = x[at];
            }

            for (int axis = axes.Length - 2; axis >= 0; axis--)
            {
                from += axes[axis].Step;
                if (++index[axis] < axes[axis].Size)
                    break;
                from -= axes[axis].Step * axes[axis].Size;
                index[axis] = 0;
            }
        }
    }

    // The result's axes as steps through the source: those of one element left out, neighbours that stay neighbours as one.
    private static (int Size, int Step)[] Merged(Shape shape, ReadOnlySpan<int> permutation)
    {
        int[] strides = Strides(shape);
        var axes = new List<(int Size, int Step)>();
        foreach (int axis in permutation)
        {
            int size = shape[axis], step = strides[axis];
            if (size == 1)
                continue;
            if (axes.Count > 0 && axes[^1].Step == size * step)
                axes[^1] = (axes[^1].Size * size, step);
            else
                axes.Add((size, step));
        }

        return axes.Count == 0 ? [(1, 1)] : [.. axes];
    }

    /// <summary>Elements from one index to the next along each axis of a row-major tensor.</summary>
    internal static int[] Strides(Shape shape)
    {
        int[] strides = new int[shape.Rank];
        for (int axis = shape.Rank - 1, stride = 1; axis >= 0; stride *= shape[axis], axis--)
            strides[axis] = stride;
        return strides;
    }
}
