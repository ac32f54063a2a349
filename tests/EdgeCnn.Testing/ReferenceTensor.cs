namespace EdgeCnn.Testing;

/// <summary>A tensor of any rank by its indices: slow, and plain enough to be seen to be right.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="shape">The sizes.</param>
/// <param name="values">The elements, last axis fastest.</param>
public sealed class ReferenceTensor<T>(int[] shape, T[] values)
{
    /// <summary>The sizes.</summary>
    public int[] Shape { get; } = shape;

    /// <summary>The elements, last axis fastest.</summary>
    public T[] Values { get; } = values;

    /// <summary>The element at an index; axes of size 1 and missing ones are repeated, as NumPy broadcasts.</summary>
    public T this[params int[] index]
    {
        get
        {
            int at = 0, skip = index.Length - Shape.Length;
            for (int axis = 0; axis < Shape.Length; axis++)
                at = (at * Shape[axis]) + (Shape[axis] == 1 ? 0 : index[axis + skip]);
            return Values[at];
        }
    }

    /// <summary>A tensor whose elements a function of their index gives.</summary>
    public static ReferenceTensor<T> Of(int[] shape, Func<int[], T> element) => new(shape, [.. Indices(shape).Select(element)]);

    /// <summary>Every index of a shape, last axis fastest; a new array for each.</summary>
    public static IEnumerable<int[]> Indices(int[] shape)
    {
        int count = shape.Aggregate(1, (product, size) => product * size);
        for (int at = 0; at < count; at++)
        {
            int[] index = new int[shape.Length];
            for (int axis = shape.Length - 1, rest = at; axis >= 0; rest /= shape[axis], axis--)
                index[axis] = rest % shape[axis];
            yield return index;
        }
    }

    /// <summary>A random shape of a rank of 0 to 5 with sizes of 1 to 6, often odd ones.</summary>
    public static int[] RandomShape(Random random, int leastRank = 0) =>
        [.. Enumerable.Range(0, random.Next(leastRank, 6)).Select(_ => random.Next(4) == 0 ? 1 : random.Next(1, 7))];
}
