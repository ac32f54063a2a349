namespace EdgeCnn.Runtime.Planning;

/// <summary>A block of the arena that is in use from one step to another, both included.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="First">The step that writes it; −1 for inputs.</param>
/// <param name="Last">The last step that reads it.</param>
internal sealed record ArenaBlock(int Bytes, int First, int Last)
{
    /// <summary>Where it was placed.</summary>
    public int Offset { get; set; } = -1;
}

/// <summary>Places blocks so that those in use at the same time do not overlap, largest first, each into the smallest gap that fits.</summary>
/// <remarks>Source: Pisarchyk and Lee 2020, "Efficient Memory Management for Deep Neural Net Inference", §5 (greedy by size).</remarks>
internal static class ArenaPlanner
{
    /// <summary>Every block begins at a multiple of this.</summary>
    public const int Alignment = 64;

    /// <summary>Sets the blocks' offsets and returns the bytes that they take together.</summary>
    public static long Place(IReadOnlyList<ArenaBlock> blocks)
    {
        var placed = new List<ArenaBlock>();
        long total = 0;
        foreach (ArenaBlock block in blocks.OrderByDescending(block => block.Bytes))
        {
            long offset = 0, best = -1, bestGap = long.MaxValue;
            foreach (ArenaBlock other in placed.Where(other => other.First <= block.Last && block.First <= other.Last))
            {
                long gap = other.Offset - offset;
                if (gap >= block.Bytes && gap < bestGap)
                    (best, bestGap) = (offset, gap);
                offset = Math.Max(offset, Align((long)other.Offset + other.Bytes));
            }

            block.Offset = checked((int)(best >= 0 ? best : offset));
            total = Math.Max(total, Align((long)block.Offset + block.Bytes));
            placed.Insert(placed.FindLastIndex(other => other.Offset <= block.Offset) + 1, block);
        }

        return total;
    }

    /// <summary>The bytes in use at the busiest step: no placement can do with less.</summary>
    public static long LowerBound(IReadOnlyList<ArenaBlock> blocks) =>
        blocks.Count == 0 ? 0 : blocks.Max(at => blocks.Where(block => block.First <= at.First && at.First <= block.Last).Sum(block => Align(block.Bytes)));

    private static long Align(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;
}
