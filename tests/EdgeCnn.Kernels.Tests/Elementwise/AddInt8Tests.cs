using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Kernels.Tests.Elementwise;

public sealed class AddInt8Tests
{
    /// <summary>All 65,536 pairs of codes, for several scales and zero points, in every form in which codes may lie.</summary>
    [Fact]
    public void Run_EveryPairOfCodes_MatchesTheRule()
    {
        var random = new Random(22);
        for (int round = 0; round < 6; round++)
        {
            float sA = 0.01f + random.NextSingle(), sB = 0.01f + random.NextSingle(), sC = (sA + sB) * (0.3f + random.NextSingle());
            int zA = random.Next(256), zB = random.Next(256), zC = random.Next(256);
            int[] expected = Rule(sA / sC, zA, sB / sC, zB, zC);
            // The model's codes are unsigned: in memory they lie as they are, or moved by 128 with the top bit flipped.
            Assert.Equal(expected, Run(ActivationSign.Unsigned, 0, sA / sC, zA, sB / sC, zB, zC).Select(code => (int)code));
            Assert.Equal(expected, Run(ActivationSign.Signed, 128, sA / sC, zA, sB / sC, zB, zC).Select(code => code ^ 0x80));
        }
    }

    [Fact]
    public void Run_SignedModel_MatchesTheRuleInBothForms()
    {
        int[] expected = Rule(0.7f, -20, 0.9f, 31, -5, low: -128);
        Assert.Equal(expected, Run(ActivationSign.Signed, 0, 0.7f, -20, 0.9f, 31, -5, low: -128).Select(code => (int)(sbyte)code));
        Assert.Equal(expected, Run(ActivationSign.Unsigned, -128, 0.7f, -20, 0.9f, 31, -5, low: -128).Select(code => (int)(sbyte)(code ^ 0x80)));
    }

    /// <summary>Every length around the vectors' width, also into an input itself.</summary>
    [Theory]
    [InlineData(ActivationSign.Unsigned, 0)]
    [InlineData(ActivationSign.Unsigned, -128)]
    [InlineData(ActivationSign.Signed, 0)]
    [InlineData(ActivationSign.Signed, 128)]
    public void Run_EveryLength_GivesTheCodesOfSingleElements(ActivationSign sign, int offset)
    {
        var random = new Random(23);
        int low = offset == -128 || (offset == 0 && sign == ActivationSign.Signed) ? -128 : 0;
        var rule = new AddInt8(sign, offset) { RatioA = 0.61f, RatioB = 0.83f, ZeroPointA = low + 100, ZeroPointB = low + 140, ZeroPointC = low + 90, Minimum = low + 90, Maximum = low + 255 };
        for (int length = 1; length <= 70; length++)
        {
            byte[] a = new byte[length], b = new byte[length], expected = new byte[length];
            random.NextBytes(a);
            random.NextBytes(b);
            for (int i = 0; i < length; i++)
                rule.Run(a.AsSpan(i, 1), b.AsSpan(i, 1), expected.AsSpan(i, 1));
            using var first = GuardedMemory<byte>.Of(a, guardBefore: length % 2 == 0);
            using var second = GuardedMemory<byte>.Of(b, guardBefore: length % 2 == 0);
            rule.Run(first.Span, second.Span, first.Span);
            Assert.Equal(expected, first.Span.ToArray());
        }
    }

    private static byte[] Run(ActivationSign sign, int offset, float rA, int zA, float rB, int zB, int zC, int low = 0)
    {
        byte Memory(int code) => (byte)(code - offset);
        byte[] a = new byte[65536], b = new byte[65536];
        for (int i = 0; i < 65536; i++)
            (a[i], b[i]) = (Memory((i >> 8) + low), Memory((i & 255) + low));
        using var output = new GuardedMemory<byte>(65536);
        new AddInt8(sign, offset) { RatioA = rA, RatioB = rB, ZeroPointA = zA, ZeroPointB = zB, ZeroPointC = zC, Minimum = low, Maximum = low + 255 }.Run(a, b, output.Span);
        return output.Span.ToArray();
    }

    // F = z_C − fma(rA, z_A, rB·z_B); q = clamp(round(fma(a, rA, fma(b, rB, F)))).
    private static int[] Rule(float rA, int zA, float rB, int zB, int zC, int low = 0)
    {
        float f = zC - MathF.FusedMultiplyAdd(rA, zA, rB * zB);
        return [.. Enumerable.Range(0, 65536).Select(i => (int)Math.Clamp(Math.Round((double)MathF.FusedMultiplyAdd((i >> 8) + low, rA, MathF.FusedMultiplyAdd((i & 255) + low, rB, f)), MidpointRounding.ToEven), low, low + 255))];
    }
}
