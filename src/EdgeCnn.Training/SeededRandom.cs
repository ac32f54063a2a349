namespace EdgeCnn.Training;

/// <summary>A random generator whose sequence depends on the seed alone, on every machine and .NET version: xoshiro256**.</summary>
/// <remarks>Source: Blackman and Vigna 2021, "Scrambled Linear Pseudorandom Number Generators"; seeded by SplitMix64.</remarks>
public sealed class SeededRandom
{
    private ulong s0;
    private ulong s1;
    private ulong s2;
    private ulong s3;

    /// <summary>Starts a sequence.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="stream">Different streams of one seed are independent: shuffling must not change when a layer is added.</param>
    public SeededRandom(long seed, long stream = 0)
    {
        ulong state = unchecked((ulong)seed + ((ulong)stream * 0xD1342543DE82EF95));
        s0 = SplitMix(ref state);
        s1 = SplitMix(ref state);
        s2 = SplitMix(ref state);
        s3 = SplitMix(ref state);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        ulong result = ulong.RotateLeft(s1 * 5, 7) * 9, t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = ulong.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>A number in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number in 0..<paramref name="bound"/> − 1, all equally likely.</summary>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        ulong limit = ulong.MaxValue - (ulong.MaxValue % (uint)bound);
        ulong bits;
        do
            bits = NextBits();
        while (bits >= limit);
        return (int)(bits % (uint)bound);
    }

    /// <summary>A number of the standard normal distribution.</summary>
    /// <remarks>The sum of twelve uniform numbers less six (Irwin–Hall): no platform function, so equal everywhere; tails end at ±6.</remarks>
    public double NextNormal()
    {
        double sum = -6;
        for (int i = 0; i < 12; i++)
            sum += NextDouble();
        return sum;
    }

    /// <summary>Brings items into a random order (Fisher–Yates).</summary>
    public void Shuffle(Span<int> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
