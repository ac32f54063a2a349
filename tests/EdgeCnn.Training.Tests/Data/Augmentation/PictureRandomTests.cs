using EdgeCnn.Training.Data.Augmentation;

namespace EdgeCnn.Training.Tests.Data.Augmentation;

public sealed class PictureRandomTests
{
    [Fact]
    public void NextBits_EachOfTheThreeNumbers_MakesAnotherSequence()
    {
        ulong[] first = [.. from seed in (long[])[0, 1, -1] from epoch in (int[])[0, 1, 2] from index in (int[])[0, 1, 2] select new PictureRandom(seed, epoch, index).NextBits()];
        Assert.Equal(first.Length, first.Distinct().Count());
        Assert.Equal(new PictureRandom(5, 6, 7).NextBits(), new PictureRandom(5, 6, 7).NextBits());
    }

    [Fact]
    public void NextInt_AllNumbers_AreEquallyLikely()
    {
        int[] counts = new int[9];
        for (int i = 0; i < 90_000; i++)
            counts[new PictureRandom(1, 2, i).NextInt(9)]++;
        // Five standard deviations of 94.
        Assert.All(counts, count => Assert.InRange(count, 9_530, 10_470));
    }

    [Fact]
    public void NextNormal_ManyNumbers_HaveMeanDeviationAndTailsOfTheDistribution()
    {
        PictureRandom random = new(3, 1, 4);
        float[] values = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextNormal())];
        Assert.Equal(0, values.Average(), 0.015);
        Assert.Equal(1, Math.Sqrt(values.Average(value => value * value)), 0.015);
        // 68.27 % and 95.45 % of a normal distribution.
        Assert.Equal(0.6827, values.Count(value => Math.Abs(value) < 1) / 100_000.0, 0.01);
        Assert.Equal(0.9545, values.Count(value => Math.Abs(value) < 2) / 100_000.0, 0.01);
    }
}
