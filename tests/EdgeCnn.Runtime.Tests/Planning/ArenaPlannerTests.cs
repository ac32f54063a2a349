using EdgeCnn.Runtime.Planning;

namespace EdgeCnn.Runtime.Tests.Planning;

public sealed class ArenaPlannerTests
{
    // Hard mixtures, not those of networks; these stay within a tenth of their bound.
    private const double WorstRatio = 1.15;

    public static TheoryData<string> Mixtures => ["short", "powers", "wide", "equal"];

    [Theory]
    [MemberData(nameof(Mixtures))]
    public void Place_RandomLifetimes_NeverOverlapsAndStaysNearTheBound(string mixture)
    {
        foreach (int count in (int[])[1, 2, 5, 12, 30, 80, 200])
        {
            for (int seed = 0; seed < 6; seed++)
            {
                ArenaBlock[] blocks = Random(mixture, count, seed);
                long total = ArenaPlanner.Place(blocks), bound = ArenaPlanner.LowerBound(blocks);
                Assert.True(total >= bound && total <= bound * WorstRatio, $"{mixture}, {count} blocks, seed {seed}: {total} bytes, bound {bound}.");
                CheckPlaces(blocks, total);
            }
        }
    }

    [Fact]
    public void Place_WhereEveryKnownOrderFails_FindsTheBound()
    {
        // By size, by size and lifetime, by lifetime, from the first step, from the last: 13, 13, 14, 16 and 13 lines. 12 will do.
        ArenaBlock[] blocks = [Block(3, 1, 4), Block(2, 1, 1), Block(4, 0, 3), Block(2, 1, 4), Block(5, 4, 6), Block(3, 2, 2)];
        Assert.Equal(12 * ArenaPlanner.Alignment, ArenaPlanner.Place(blocks));
        CheckPlaces(blocks, 12 * ArenaPlanner.Alignment);
    }

    [Fact]
    public void Place_Twice_GivesTheSamePlaces()
    {
        ArenaBlock[] one = Random("wide", 150, 3), other = Random("wide", 150, 3);
        ArenaPlanner.Place(one);
        ArenaPlanner.Place(other);
        Assert.Equal(one.Select(block => block.Offset), other.Select(block => block.Offset));
    }

    [Fact]
    public void Place_Chain_ReachesTheLowerBound()
    {
        ArenaBlock[] chain = [.. Enumerable.Range(0, 10).Select(i => new ArenaBlock(1024, i - 1, i))];
        Assert.Equal(ArenaPlanner.LowerBound(chain), ArenaPlanner.Place(chain));
        Assert.Equal(2048, ArenaPlanner.LowerBound(chain));
    }

    [Theory]
    [MemberData(nameof(Mixtures))]
    public void LowerBound_RandomLifetimes_IsTheBusiestStep(string mixture)
    {
        ArenaBlock[] blocks = Random(mixture, 40, 9);
        long busiest = Enumerable.Range(-1, 100).Max(step => blocks.Where(block => block.First <= step && step <= block.Last).Sum(block => ArenaPlanner.Align(block.Bytes)));
        Assert.Equal(busiest, ArenaPlanner.LowerBound(blocks));
    }

    [Fact]
    public void Place_NoBlocks_TakesNothing()
    {
        Assert.Equal(0, ArenaPlanner.LowerBound([]));
        Assert.Equal(0, ArenaPlanner.Place([]));
    }

    private static ArenaBlock Block(int lines, int first, int last) => new(lines * ArenaPlanner.Alignment, first, last);

    private static ArenaBlock[] Random(string mixture, int count, int seed)
    {
        var random = new Random((1000 * count) + seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            int first = random.Next(-1, Math.Min(count, 60));
            return mixture switch
            {
                "short" => new ArenaBlock(random.Next(1, 5000), first, first + random.Next(6)),
                "powers" => new ArenaBlock(64 << random.Next(12), first, first + random.Next(1, 4)),
                "wide" => new ArenaBlock((int)(64 * Math.Pow(2, 12 * random.NextDouble())), first, first + (random.Next(4) == 0 ? random.Next(30) : 1)),
                _ => Block(random.Next(1, 9), first, first + random.Next(1, 12)),
            };
        })];
    }

    private static void CheckPlaces(ArenaBlock[] blocks, long total)
    {
        for (int i = 0; i < blocks.Length; i++)
        {
            ArenaBlock a = blocks[i];
            Assert.Equal(0, a.Offset % ArenaPlanner.Alignment);
            Assert.True(a.Offset >= 0 && a.Offset + a.Bytes <= total);
            foreach (ArenaBlock b in blocks[..i])
            {
                bool sameTime = a.First <= b.Last && b.First <= a.Last, samePlace = a.Offset < b.Offset + b.Bytes && b.Offset < a.Offset + a.Bytes;
                Assert.False(sameTime && samePlace, $"{a} and {b}");
            }
        }
    }
}
