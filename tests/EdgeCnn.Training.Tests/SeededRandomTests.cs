namespace EdgeCnn.Training.Tests;

public sealed class SeededRandomTests
{
    [Fact]
    public void NextBits_KnownSeed_GivesTheSameSequenceEverywhere()
    {
        var random = new SeededRandom(1);
        ulong[] first = [random.NextBits(), random.NextBits(), random.NextBits()];
        // xoshiro256** by its definition, seeded by SplitMix64 of 1.
        Assert.Equal(Reference(1, 3), first);
    }

    [Fact]
    public void Streams_OfOneSeed_Differ() => Assert.NotEqual(new SeededRandom(1, 1).NextBits(), new SeededRandom(1, 2).NextBits());

    [Fact]
    public void NextInt_ManyDraws_AreNearlyEven()
    {
        var random = new SeededRandom(5);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++)
            counts[random.NextInt(7)]++;
        Assert.All(counts, count => Assert.InRange(count, 9_500, 10_500));
    }

    [Fact]
    public void NextNormal_ManyDraws_HaveMean0AndVariance1()
    {
        var random = new SeededRandom(6);
        double[] draws = [.. Enumerable.Range(0, 50_000).Select(_ => random.NextNormal())];
        Assert.Equal(0, draws.Average(), 0.02);
        Assert.Equal(1, draws.Average(d => d * d), 0.03);
    }

    [Fact]
    public void Shuffle_Items_IsAPermutation()
    {
        int[] items = [.. Enumerable.Range(0, 1000)];
        new SeededRandom(7).Shuffle(items);
        Assert.NotEqual(Enumerable.Range(0, 1000), items);
        Assert.Equal(Enumerable.Range(0, 1000), items.Order());
    }

    private static ulong[] Reference(ulong seed, int count)
    {
        ulong[] s = new ulong[4];
        for (int i = 0; i < 4; i++)
        {
            seed += 0x9E3779B97F4A7C15;
            ulong z = seed;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            s[i] = z ^ (z >> 31);
        }

        ulong Next()
        {
            ulong x = s[1] * 5, result = ((x << 7) | (x >> 57)) * 9, t = s[1] << 17;
            s[2] ^= s[0];
            s[3] ^= s[1];
            s[1] ^= s[2];
            s[0] ^= s[3];
            s[2] ^= t;
            s[3] = (s[3] << 45) | (s[3] >> 19);
            return result;
        }

        return [.. Enumerable.Range(0, count).Select(_ => Next())];
    }
}
