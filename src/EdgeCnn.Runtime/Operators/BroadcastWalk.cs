using EdgeCnn.Graph;

namespace EdgeCnn.Runtime.Operators;

/// <summary>
/// The rows of a result and where the inputs that are broadcast to it lie: along a row an input goes on by one element or
/// stays. Axes that all tensors pass in the same way are one.
/// </summary>
/// <remarks>Forks share it, so it holds no place: that of a row follows from its number.</remarks>
internal sealed class BroadcastWalk
{
    private readonly int[] sizes; // of the outer axes
    private readonly int[][] steps; // [inputs][outer axes] elements
    private readonly int[] rowSteps; // of each input, 0 or 1

    public BroadcastWalk(Shape output, params ReadOnlySpan<Shape> inputs)
    {
        var merged = new List<(int Size, int[] Steps)> { (1, [.. Enumerable.Repeat(1, inputs.Length)]) };
        int[] strides = new int[inputs.Length];
        Array.Fill(strides, 1);
        for (int back = 1; back <= output.Rank; back++)
        {
            int[] here = new int[inputs.Length];
            for (int i = 0; i < inputs.Length; i++)
            {
                int size = back <= inputs[i].Rank ? inputs[i][-back] : 1;
                here[i] = size == 1 ? 0 : strides[i];
                strides[i] *= size;
            }

            if (output[-back] == 1)
                continue;
            var (inner, innerSteps) = merged[^1];
            if (inner == 1)
                merged[^1] = (output[-back], here);
            else if (here.Zip(innerSteps).All(pair => pair.First == pair.Second * inner))
                merged[^1] = (inner * output[-back], innerSteps);
            else
                merged.Add((output[-back], here));
        }

        merged.Reverse();
        RowLength = merged[^1].Size;
        rowSteps = merged[^1].Steps;
        sizes = [.. merged.SkipLast(1).Select(axis => axis.Size)];
        steps = [.. Enumerable.Range(0, inputs.Length).Select(i => merged.SkipLast(1).Select(axis => axis.Steps[i]).ToArray())];
        Rows = sizes.Aggregate(1, (product, size) => product * size);
    }

    /// <summary>Rows of the result.</summary>
    public int Rows { get; }

    /// <summary>Elements of a row of the result.</summary>
    public int RowLength { get; }

    /// <summary>An input's part in a row: as long as the row, or the one element that stays.</summary>
    public ReadOnlySpan<T> Row<T>(ReadOnlySpan<T> input, int index, int row)
    {
        int[] step = steps[index];
        int offset = 0;
        for (int axis = sizes.Length - 1; axis >= 0; axis--)
        {
            (row, int at) = Math.DivRem(row, sizes[axis]);
            offset += at * step[axis];
        }

        return input.Slice(offset, rowSteps[index] == 0 ? 1 : RowLength);
    }
}
