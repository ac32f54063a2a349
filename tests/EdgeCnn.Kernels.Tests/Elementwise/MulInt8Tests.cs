using EdgeCnn.Kernels.Elementwise;
using static EdgeCnn.Testing.ReferenceCodes;

namespace EdgeCnn.Kernels.Tests.Elementwise;

public sealed class MulInt8Tests
{
    /// <summary>All 65,536 pairs of codes of signed and unsigned models, as codes lie for signed and for unsigned kernels.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_EveryPairOfCodes_MatchesTheRule(bool unsigned)
    {
        var random = new Random(23);
        for (int round = 0; round < 8; round++)
        {
            float sA = 0.001f + random.NextSingle(), sB = 0.001f + random.NextSingle(), sC = sA * sB * (10 + (200 * random.NextSingle()));
            // Few bits, so that products lie on halves.
            if (round % 2 == 0)
                (sA, sB, sC) = (0.5f, 0.25f, 2f);
            Codes a = Codes.Random(random, unsigned, sA), b = Codes.Random(random, unsigned, sB), c = Codes.Random(random, unsigned, sC);
            int[] expected = [.. Enumerable.Range(0, 65536).Select(i => Product(a, b, c, (i >> 8) + a.Lowest, (i & 255) + a.Lowest))];
            Assert.Equal(expected, Run(ActivationSign.Unsigned, unsigned ? 0 : -128, a, b, c));
            Assert.Equal(expected, Run(ActivationSign.Signed, unsigned ? 128 : 0, a, b, c));
        }
    }

    [Fact]
    public void Run_OneCodeAgainstMany_StandsForEachOfThem()
    {
        var rule = new MulInt8(ActivationSign.Unsigned, 0) { Multiplier = 0.5f, ZeroPointA = 10, ZeroPointB = 20, ZeroPointC = 7 };
        byte[] y = new byte[3];
        rule.Run([12], [20, 21, 30], y);
        Assert.Equal<byte>([7, 8, 17], y);
        rule.Run([10, 11, 30], [22], y);
        Assert.Equal<byte>([7, 8, 27], y);
        Assert.Throws<ArgumentException>(() => new MulInt8(ActivationSign.Unsigned, 0) { Multiplier = 1, ZeroPointA = 0, ZeroPointB = 0, ZeroPointC = 0 }.Run(new byte[2], new byte[3], new byte[3]));
    }

    private static int[] Run(ActivationSign sign, int offset, Codes a, Codes b, Codes c)
    {
        byte[] x = [.. Enumerable.Range(0, 65536).Select(i => (byte)((i >> 8) + a.Lowest - offset))], y = [.. Enumerable.Range(0, 65536).Select(i => (byte)((i & 255) + a.Lowest - offset))];
        using var output = new GuardedMemory<byte>(65536);
        new MulInt8(sign, offset) { Multiplier = a.Scale * b.Scale / c.Scale, ZeroPointA = a.ZeroPoint, ZeroPointB = b.ZeroPoint, ZeroPointC = c.ZeroPoint }.Run(x, y, output.Span);
        return [.. output.Span.ToArray().Select(code => (sign == ActivationSign.Signed ? (sbyte)code : code) + offset)];
    }
}
