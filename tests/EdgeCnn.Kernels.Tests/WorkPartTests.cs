namespace EdgeCnn.Kernels.Tests;

public sealed class WorkPartTests
{
    [Fact]
    public void Of_AnyCount_CoversAllOnceAndPutsTheLongerFirst()
    {
        for (int items = 0; items < 40; items++)
        {
            for (int count = 1; count < 14; count++)
            {
                int at = 0, before = int.MaxValue;
                for (int index = 0; index < count; index++)
                {
                    var (first, end) = new WorkPart(index, count).Of(items);
                    Assert.Equal(at, first);
                    Assert.True(end - first <= before && end - first >= items / count, $"{items} in {count}: share {index} is {first}..{end}");
                    (at, before) = (end, end - first);
                }

                Assert.Equal(items, at);
            }
        }
    }

    [Fact]
    public void OfBlocks_AnyCount_CutsBetweenBlocksOnly()
    {
        for (int items = 0; items < 200; items += 7)
        {
            int at = 0;
            for (int index = 0; index < 3; index++)
            {
                var (first, end) = new WorkPart(index, 3).OfBlocks(items, 16);
                Assert.True(first >= items || first % 16 == 0);
                Assert.Equal(at, Math.Min(first, items));
                at = Math.Max(at, end);
            }

            Assert.Equal(items, at);
        }
    }

    [Fact]
    public void OfTable_AnySize_CoversEachTileOnce()
    {
        var random = new Random(8);
        for (int round = 0; round < 500; round++)
        {
            int rows = random.Next(1, 20), columns = random.Next(1, 20), count = random.Next(1, 9);
            int[,] seen = new int[rows, columns];
            for (int index = 0; index < count; index++)
            {
                var (firstRow, endRow, firstColumn, endColumn) = new WorkPart(index, count).Of(rows, columns);
                for (int row = firstRow; row < endRow; row++)
                {
                    for (int column = firstColumn; column < endColumn; column++)
                        seen[row, column]++;
                }
            }

            Assert.All(seen.Cast<int>(), times => Assert.Equal(1, times));
        }
    }

    /// <summary>Seven rows would leave one thread of two with four; twenty columns part evenly. Many rows spare finding each of them for every share.</summary>
    [Fact]
    public void OfTable_FewRows_AreCutAlongColumns()
    {
        Assert.Equal((0, 7, 0, 3), new WorkPart(0, 8).Of(7, 20));
        Assert.Equal((0, 7, 0, 24), new WorkPart(0, 8).Of(49, 24));
    }
}
