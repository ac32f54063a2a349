namespace EdgeCnn.Tools.Report;

/// <summary>A piece of code without a jump into it or out of its middle, and how often it was executed.</summary>
internal sealed record CodeBlock(long Address, long Times, uint[] Words)
{
    public long Instructions => Times * Words.Length;
}

/// <summary>
/// Makes the program's own blocks of the emulator's. Those end at a page's end too, and may hold the code before a loop together with its
/// first iteration, so that a loop would come apart differently from run to run.
/// </summary>
internal static class BasicBlocks
{
    private const int WordBytes = 4;

    public static IReadOnlyList<CodeBlock> From(IEnumerable<CodeBlock> translated)
    {
        var executed = new SortedDictionary<long, (uint Word, long Times)>();
        foreach (CodeBlock block in translated)
        {
            for (int i = 0; i < block.Words.Length; i++)
            {
                long address = block.Address + (WordBytes * i);
                executed[address] = (block.Words[i], block.Times + (executed.TryGetValue(address, out var before) ? before.Times : 0));
            }
        }

        HashSet<long> targets = [.. executed.Select(pair => Target(pair.Key, pair.Value.Word)).OfType<long>()];
        var blocks = new List<CodeBlock>();
        var words = new List<uint>();
        (long first, long next, long times) = (0, 0, 0);
        foreach ((long address, (uint word, long count)) in executed)
        {
            bool follows = words.Count > 0 && address == next && count == times && !targets.Contains(address) && !IsBranch(words[^1]);
            if (!follows)
            {
                if (words.Count > 0)
                    blocks.Add(new CodeBlock(first, times, [.. words]));
                words.Clear();
                (first, times) = (address, count);
            }

            words.Add(word);
            next = address + WordBytes;
        }

        if (words.Count > 0)
            blocks.Add(new CodeBlock(first, times, [.. words]));
        return blocks;
    }

    /// <summary>B, BL, B.cond, CBZ, CBNZ, TBZ, TBNZ, BR, BLR, RET and exceptions (Arm Architecture Reference Manual, C4.1.65).</summary>
    private static bool IsBranch(uint word) => (word & 0x1C000000) == 0x14000000 && (word & 0xFF000000) != 0xD5000000;

    private static long? Target(long address, uint word) => (word & 0x7C000000, word & 0x7E000000, word & 0xFF000010) switch
    {
        (0x14000000, _, _) => address + (WordBytes * Signed(word, 0, 26)),
        (_, 0x34000000, _) or (_, _, 0x54000000) => address + (WordBytes * Signed(word, 5, 19)),
        (_, 0x36000000, _) => address + (WordBytes * Signed(word, 5, 14)),
        _ => null,
    };

    private static long Signed(uint word, int first, int bits) => (int)(word << (32 - first - bits)) >> (32 - bits);
}
