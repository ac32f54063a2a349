namespace EdgeCnn.Kernels;

/// <summary>One of several equal shares of an operation's output, for threads that work side by side.</summary>
/// <remarks>
/// Shares never overlap and every output is computed by the same additions in whichever share it lies, so results do not
/// depend on how many there are.
/// </remarks>
/// <param name="Index">Which share, from 0.</param>
/// <param name="Count">How many shares.</param>
public readonly record struct WorkPart(int Index, int Count)
{
    /// <summary>All of it.</summary>
    public static WorkPart Whole => new(0, 1);

    /// <summary>This share of <paramref name="items"/> things in a row; lengths differ by at most one. The longer come first: threads that take shares in their order end together then.</summary>
    public (int First, int End) Of(int items)
    {
        var (least, longer) = Math.DivRem(items, Count);
        int first = (least * Index) + Math.Min(Index, longer);
        return (first, first + least + (Index < longer ? 1 : 0));
    }

    /// <summary>This share of so many elements in a row, cut between blocks of <paramref name="block"/>: vectors stay whole, and threads do not write to one cache line.</summary>
    public (int First, int End) OfBlocks(int items, int block)
    {
        var (first, end) = Of((int)(((long)items + block - 1) / block));
        return (first * block, (int)Math.Min((long)end * block, items));
    }

    /// <summary>This share of a table of tiles, cut along the side by which threads that take shares in their order should end first, rows where both do equally well.</summary>
    public (int FirstRow, int EndRow, int FirstColumn, int EndColumn) Of(int rows, int columns)
    {
        if (Count == 1)
            return (0, rows, 0, columns);
        // The longest share's tiles, to which each of its rows adds half a one to be found; and half a row or column, by which threads end apart.
        double byRows = (Longest(rows) * (columns + 0.5)) + (0.5 * columns), byColumns = (rows * (Longest(columns) + 0.5)) + (0.5 * rows);
        (int first, int end) = Of(byRows <= byColumns ? rows : columns);
        return byRows <= byColumns ? (first, end, 0, columns) : (0, rows, first, end);
    }

    private int Longest(int items) => (items + Count - 1) / Count;
}
