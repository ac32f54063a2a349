using EdgeCnn.Graph;

namespace EdgeCnn.Runtime.Operators;

/// <summary>The axes of a reduction: the rows of the input, those that each result takes, and the walk over the results.</summary>
internal sealed class ReducedAxes
{
    public ReducedAxes(Shape shape, IEnumerable<int> reduced)
    {
        var isReduced = reduced.ToHashSet();
        // Neighbours of the same kind are one axis.
        var merged = new List<(int Size, int Stride, bool Reduced)> { (1, 1, isReduced.Contains(shape.Rank - 1)) };
        for (int axis = shape.Rank - 1, stride = 1; axis >= 0; stride *= shape[axis], axis--)
        {
            if (merged[^1].Reduced == isReduced.Contains(axis))
                merged[^1] = merged[^1] with { Size = merged[^1].Size * shape[axis] };
            else
                merged.Add((shape[axis], stride, !merged[^1].Reduced));
        }

        var (size, _, rowIsReduced) = merged[0];
        InputRow = size;
        ResultRow = rowIsReduced ? 1 : size;
        merged.RemoveAt(0);
        merged.Reverse();
        Kept = new StridedWalk([.. merged.Where(axis => !axis.Reduced).Select(axis => (axis.Size, axis.Stride))]);
        Reduced = new StridedWalk([.. merged.Where(axis => axis.Reduced).Select(axis => (axis.Size, axis.Stride))]);
        ReducedElements = isReduced.Aggregate(1, (product, axis) => product * shape[axis]);
    }

    /// <summary>Elements of a row of the input.</summary>
    public int InputRow { get; }

    /// <summary>Results that a row of the input goes into: one, or as many as it has elements.</summary>
    public int ResultRow { get; }

    /// <summary>Elements that go into one result.</summary>
    public int ReducedElements { get; }

    /// <summary>Where the first row of each row of results lies.</summary>
    public StridedWalk Kept { get; }

    /// <summary>How far from there the others lie.</summary>
    public StridedWalk Reduced { get; }
}
