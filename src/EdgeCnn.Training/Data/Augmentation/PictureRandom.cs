using System.Diagnostics;

namespace EdgeCnn.Training.Data.Augmentation;

/// <summary>The random numbers of one picture in one epoch; a value, so that it costs no memory, and the same on every machine: SplitMix64.</summary>
/// <remarks>Source: Steele, Lea, Flood 2014, "Fast Splittable Pseudorandom Number Generators".</remarks>
internal struct PictureRandom
{
    private ulong state;

    /// <summary>Starts a sequence that depends on the three numbers alone.</summary>
    public PictureRandom(long seed, int epoch, int index)
    {
        state = unchecked((ulong)seed);
        state = NextBits() ^ unchecked((uint)epoch);
        state = NextBits() ^ unchecked((uint)index);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number in (−most, most).</summary>
    public double NextWithin(double most) => ((2 * NextDouble()) - 1) * most;

    /// <summary>A number in 0..<paramref name="bound"/> − 1; how likely they are differs by less than bound·2⁻³².</summary>
    public int NextInt(int bound)
    {
        Debug.Assert(bound > 0);
        return (int)((NextBits() >> 32) * (uint)bound >> 32);
    }

    /// <summary>A number of mean 0 and standard deviation 1, close to the normal distribution: the sum of the eight bytes of a word (Irwin–Hall), tails end at ±4.9.</summary>
    public float NextNormal()
    {
        // The variance of a byte is (256² − 1)/12, of eight 43690.
        const float Scale = 1 / 209.02153f;
        ulong bits = NextBits(), pairs = (bits & 0x00FF00FF00FF00FF) + ((bits >> 8) & 0x00FF00FF00FF00FF);
        int sum = (int)(pairs * 0x0001000100010001 >> 48);
        return (sum - 1020) * Scale;
    }
}
