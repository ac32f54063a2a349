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

/// <summary>
/// Places blocks so that those in use at the same time do not overlap: one after the other, each into the smallest gap
/// that fits, in several orders and then in orders that a search finds, until the bytes reach their lower bound.
/// </summary>
/// <remarks>
/// The placement of equal blocks is equal on every machine: the search counts its work and looks at no clock.
/// Source: Pisarchyk and Lee 2020, "Efficient Memory Management for Deep Neural Net Inference", §5 (greedy by size and by breadth).
/// </remarks>
internal static class ArenaPlanner
{
    /// <summary>Every block begins at a multiple of this.</summary>
    public const int Alignment = 64;

    /// <summary>Sets the blocks' offsets and returns the bytes that they take together.</summary>
    public static long Place(IReadOnlyList<ArenaBlock> blocks)
    {
        var search = new ArenaSearch(blocks, LowerBound(blocks));
        search.Run();
        for (int i = 0; i < blocks.Count; i++)
            blocks[i].Offset = checked((int)search.Offsets[i]);
        return search.Total;
    }

    /// <summary>The bytes in use at the busiest step: no placement can do with less.</summary>
    public static long LowerBound(IReadOnlyCollection<ArenaBlock> blocks)
    {
        // Blocks that end before a step leave before those that begin at it come.
        (int Step, long Bytes)[] changes = [.. blocks.Select(block => (block.First, Align(block.Bytes))), .. blocks.Select(block => (block.Last + 1, -Align(block.Bytes)))];
        long used = 0, most = 0;
        foreach (var (_, bytes) in changes.OrderBy(change => change.Step).ThenBy(change => change.Bytes))
            most = Math.Max(most, used += bytes);
        return most;
    }

    /// <summary>Bytes rounded up to the alignment.</summary>
    public static long Align(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;
}
