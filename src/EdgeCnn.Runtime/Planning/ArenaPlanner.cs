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
        ArenaBlock[] all = [.. blocks];
        int[] begins = Sorted(all.Length, (a, b) => all[a].First.CompareTo(all[b].First)), ends = Sorted(all.Length, (a, b) => all[a].Last.CompareTo(all[b].Last));
        long used = 0, most = 0;
        int ended = 0;
        foreach (int block in begins)
        {
            for (; all[ends[ended]].Last < all[block].First; ended++)
                used -= Align(all[ends[ended]].Bytes);
            most = Math.Max(most, used += Align(all[block].Bytes));
        }

        return most;
    }

    /// <summary>The numbers from 0 on in an order; equal ones stay as they are.</summary>
    /// <remarks>Sorting keys of a struct by queries would be compiled anew at each start of a program.</remarks>
    internal static int[] Sorted(int count, Comparison<int> order)
    {
        int[] sorted = new int[count];
        for (int i = 0; i < count; i++)
            sorted[i] = i;
        Array.Sort(sorted, (a, b) => order(a, b) is var first and not 0 ? first : a.CompareTo(b));
        return sorted;
    }

    /// <summary>Bytes rounded up to the alignment.</summary>
    public static long Align(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;
}
