namespace EdgeCnn.Runtime.Operators;

/// <summary>The places along some axes of a tensor, the last one fastest.</summary>
/// <remarks>Forks share it, so it holds no place: how far one lies follows from its number.</remarks>
/// <param name="axes">Size of each and elements from one index to the next.</param>
internal sealed class StridedWalk((int Size, int Stride)[] axes)
{
    /// <summary>How many there are.</summary>
    public int Places { get; } = axes.Aggregate(1, (product, axis) => product * axis.Size);

    /// <summary>Elements from the first place to another one.</summary>
    public int Offset(int place)
    {
        int offset = 0;
        for (int axis = axes.Length - 1; axis >= 0; axis--)
        {
            var (size, stride) = axes[axis];
            (place, int at) = Math.DivRem(place, size);
            offset += at * stride;
        }

        return offset;
    }
}
