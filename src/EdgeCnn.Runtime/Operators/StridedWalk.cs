namespace EdgeCnn.Runtime.Operators;

/// <summary>A walk over some axes of a tensor, the last one fastest.</summary>
/// <param name="axes">Size of each and elements from one index to the next.</param>
internal sealed class StridedWalk((int Size, int Stride)[] axes)
{
    private readonly (int Size, int Stride)[] axes = axes;

    /// <summary>Begins at the first place.</summary>
    public Place Begin() => new(axes);

    /// <summary>Where a walk is.</summary>
    public ref struct Place(ReadOnlySpan<(int Size, int Stride)> axes)
    {
        private readonly ReadOnlySpan<(int Size, int Stride)> axes = axes;
        private AxisIndex index;

        /// <summary>Elements from the first place to this one.</summary>
        public int Offset { get; private set; }

        /// <summary>Goes to the next place; false after the last one.</summary>
        public bool Next()
        {
            for (int axis = axes.Length - 1; axis >= 0; axis--)
            {
                var (size, stride) = axes[axis];
                Offset += stride;
                if (++index[axis] < size)
                    return true;
                Offset -= stride * size;
                index[axis] = 0;
            }

            return false;
        }
    }
}
