namespace EdgeCnn.Runtime.Planning;

/// <summary>Looks for an order in which blocks, placed one after the other, take the fewest bytes.</summary>
internal sealed class ArenaSearch
{
    // Pairs of blocks that the search may look at: under a second on a small board, and only where the bound is not met.
    private const long Budget = 10_000_000;

    private readonly ArenaBlock[] blocks;
    private readonly long[] bytes;
    private readonly long bound;
    private readonly long[] trial;
    private readonly int[] byOffset;
    private long work;
    private uint random = 2463534242;

    /// <param name="blocks">What to place.</param>
    /// <param name="bound">The bytes at which the search is over.</param>
    public ArenaSearch(IReadOnlyList<ArenaBlock> blocks, long bound)
    {
        this.blocks = [.. blocks];
        this.bound = bound;
        bytes = new long[this.blocks.Length];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = ArenaPlanner.Align(this.blocks[i].Bytes);
        trial = new long[bytes.Length];
        byOffset = new int[bytes.Length];
        Offsets = new long[bytes.Length];
    }

    /// <summary>Where each block lies in the best placement so far.</summary>
    public long[] Offsets { get; }

    /// <summary>The bytes of that placement.</summary>
    public long Total { get; private set; } = long.MaxValue;

    /// <summary>Tries the known orders, then changes the best of them.</summary>
    public void Run()
    {
        if (blocks.Length == 0)
            Total = 0;
        int[] best = [];
        foreach (int[] order in Orders())
        {
            if (Total == bound)
                return;
            if (Try(order, Total) >= Total)
                continue;
            best = order;
            Keep();
        }

        Improve(best);
    }

    private IEnumerable<int[]> Orders()
    {
        yield return By(i => bytes[i]);
        if (work > Budget)
            yield break;
        yield return By(i => bytes[i] * (blocks[i].Last - blocks[i].First + 1L));
        yield return By(i => blocks[i].Last - blocks[i].First);
        yield return By(i => -blocks[i].First);
        yield return By(i => blocks[i].Last);
        long[] breadth = Breadth();
        yield return By(i => breadth[i]);
    }

    // Largest key first, of equal ones the largest block.
    private int[] By(Func<int, long> key) => ArenaPlanner.Sorted(blocks.Length, (a, b) => key(b).CompareTo(key(a)) is var first and not 0 ? first : bytes[b].CompareTo(bytes[a]));

    // The bytes in use where each block begins.
    private long[] Breadth()
    {
        long[] breadth = new long[blocks.Length];
        for (int i = 0; i < breadth.Length; i++)
        {
            for (int j = 0; j < breadth.Length; j++)
                breadth[i] += blocks[j].First <= blocks[i].First && blocks[i].First <= blocks[j].Last ? bytes[j] : 0;
        }

        return breadth;
    }

    // Draws a block that reaches the top, or any, to an earlier place in the order; a change that costs nothing is kept too.
    private void Improve(int[] best)
    {
        int[] order = [.. best];
        while (work < Budget && Total > bound)
        {
            int top = Array.FindIndex(order, i => Offsets[i] + bytes[i] == Total);
            int from = Next(4) == 0 ? Next(order.Length) : top, to = from == 0 ? Next(order.Length) : Next(from);
            Move(order, from, to);
            if (Try(order, Total) <= Total)
                Keep();
            else
                Move(order, to, from);
        }
    }

    // Places the blocks in an order; gives up, with a total that is too large, once it exceeds a limit.
    private long Try(int[] order, long limit)
    {
        long total = 0;
        for (int placed = 0; placed < order.Length; placed++)
        {
            int block = order[placed];
            total = Math.Max(total, PlaceOne(block, placed) + bytes[block]);
            work += placed + 1;
            if (total > limit)
                return long.MaxValue;
        }

        return total;
    }

    private long PlaceOne(int block, int placed)
    {
        int first = blocks[block].First, last = blocks[block].Last;
        long need = bytes[block], end = 0, best = -1, bestGap = long.MaxValue;
        foreach (int other in byOffset.AsSpan(0, placed))
        {
            if (blocks[other].First > last || blocks[other].Last < first)
                continue;
            long gap = trial[other] - end;
            if (gap >= need && gap < bestGap)
                (best, bestGap) = (end, gap);
            end = Math.Max(end, trial[other] + bytes[other]);
        }

        long offset = trial[block] = best >= 0 ? best : end;
        int at = placed;
        for (; at > 0 && trial[byOffset[at - 1]] > offset; at--)
            byOffset[at] = byOffset[at - 1];
        byOffset[at] = block;
        return offset;
    }

    private void Keep()
    {
        trial.CopyTo(Offsets, 0);
        Total = 0;
        for (int i = 0; i < bytes.Length; i++)
            Total = Math.Max(Total, trial[i] + bytes[i]);
    }

    private static void Move(int[] order, int from, int to)
    {
        int block = order[from];
        if (from < to)
            Array.Copy(order, from + 1, order, from, to - from);
        else
            Array.Copy(order, to, order, to + 1, from - to);
        order[to] = block;
    }

    // Marsaglia's xorshift32.
    private int Next(int below)
    {
        random ^= random << 13;
        random ^= random >> 17;
        random ^= random << 5;
        return (int)(random % (uint)below);
    }
}
