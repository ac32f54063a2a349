using EdgeCnn.Graph;

namespace EdgeCnn.Runtime.Operators;

/// <summary>
/// The rows of a result and where the inputs that are broadcast to it lie: along a row an input goes on by one element or
/// stays. Axes that all tensors pass in the same way are one.
/// </summary>
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
    }

    /// <summary>Elements of a row of the result.</summary>
    public int RowLength { get; }

    /// <summary>Begins at the first row.</summary>
    public Place Begin() => new(this);

    /// <summary>Where a walk is.</summary>
    public ref struct Place(BroadcastWalk walk)
    {
        private AxisIndex index;
        private AxisIndex offsets; // of each input; there are fewer than a tensor may have axes

        /// <summary>Goes to the next row; false after the last one.</summary>
        public bool Next()
        {
            int[] sizes = walk.sizes;
            for (int axis = sizes.Length - 1; axis >= 0; axis--)
            {
                bool within = ++index[axis] < sizes[axis];
                for (int i = 0; i < walk.steps.Length; i++)
                    offsets[i] += within ? walk.steps[i][axis] : -walk.steps[i][axis] * (sizes[axis] - 1);
                if (within)
                    return true;
                index[axis] = 0;
            }

            return false;
        }

        /// <summary>An input's part in the row: as long as the row, or the one element that stays.</summary>
        public readonly ReadOnlySpan<T> Row<T>(ReadOnlySpan<T> input, int index) => input.Slice(offsets[index], walk.rowSteps[index] == 0 ? 1 : walk.RowLength);
    }
}
