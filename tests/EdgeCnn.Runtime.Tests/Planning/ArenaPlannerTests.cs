using EdgeCnn.Runtime.Planning;

namespace EdgeCnn.Runtime.Tests.Planning;

public sealed class ArenaPlannerTests
{
    [Fact]
    public void Place_RandomLifetimes_NeverOverlapsAndIsAligned()
    {
        var random = new Random(1);
        for (int round = 0; round < 200; round++)
        {
            ArenaBlock[] blocks = [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ =>
            {
                int first = random.Next(-1, 20);
                return new ArenaBlock(random.Next(1, 5000), first, first + random.Next(6));
            })];
            long total = ArenaPlanner.Place(blocks);
            Assert.True(total >= ArenaPlanner.LowerBound(blocks));
            foreach (ArenaBlock a in blocks)
            {
                Assert.Equal(0, a.Offset % ArenaPlanner.Alignment);
                Assert.True(a.Offset + a.Bytes <= total);
                foreach (ArenaBlock b in blocks.Where(b => b != a && !ReferenceEquals(a, b)))
                {
                    bool sameTime = a.First <= b.Last && b.First <= a.Last, samePlace = a.Offset < b.Offset + b.Bytes && b.Offset < a.Offset + a.Bytes;
                    Assert.False(sameTime && samePlace, $"round {round}: {a} and {b}");
                }
            }
        }
    }

    [Fact]
    public void Place_Chain_ReachesTheLowerBound()
    {
        ArenaBlock[] chain = [.. Enumerable.Range(0, 10).Select(i => new ArenaBlock(1024, i - 1, i))];
        Assert.Equal(ArenaPlanner.LowerBound(chain), ArenaPlanner.Place(chain));
        Assert.Equal(2048, ArenaPlanner.LowerBound(chain));
    }

    [Fact]
    public void LowerBound_NoBlocks_IsZero() => Assert.Equal(0, ArenaPlanner.LowerBound([]));
}
