using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels.Tests.Isa;

/// <summary>Each operation of the seam against its formula; on ARM64 the hardware's too.</summary>
public sealed class IsaTests
{
    [Fact]
    public void PortableIsa_EveryOperation_MatchesItsFormula() => CheckDot<PortableIsa>();

    [SetFact("neon")]
    public void NeonIsa_EveryOperation_MatchesItsFormula() => Check<NeonIsa>();

    [SetFact("neon-dot")]
    public void NeonDotIsa_EveryOperation_MatchesItsFormula() => CheckDot<NeonDotIsa>();

    private static void CheckRounding<TIsa>()
        where TIsa : struct, IVectorIsa
    {
        Assert.Equal(Vector128.Create(0, 2, 2, -2), TIsa.RoundToInt(Vector128.Create(0.5f, 1.5f, 2.5f, -1.5f)));
        Assert.Equal(Vector128.Create(int.MaxValue, int.MinValue, int.MaxValue, int.MinValue), TIsa.RoundToInt(Vector128.Create(3e9f, -3e9f, float.PositiveInfinity, float.NegativeInfinity)));
    }

    private static void CheckDot<TIsa>()
        where TIsa : struct, IDotIsa
    {
        Check<TIsa>();
        var random = new Random(7);
        for (int i = 0; i < 200; i++)
        {
            Vector128<int> acc = Vector128.Create(random.Next(), random.Next(), -random.Next(), 0);
            Vector128<sbyte> a = Bytes(random), b = Bytes(random);
            Vector128<int>[] got = [TIsa.DotLane0(acc, b, a), TIsa.DotLane1(acc, b, a), TIsa.DotLane2(acc, b, a), TIsa.DotLane3(acc, b, a)];
            for (int lane = 0; lane < 4; lane++)
            {
                for (int e = 0; e < 4; e++)
                    Assert.Equal(unchecked(acc[e] + Enumerable.Range(0, 4).Sum(j => b[(4 * e) + j] * a[(4 * lane) + j])), got[lane][e]);
            }

            Vector128<int> dot = TIsa.Dot(acc, a, b);
            for (int e = 0; e < 4; e++)
                Assert.Equal(unchecked(acc[e] + Enumerable.Range(4 * e, 4).Sum(j => a[j] * b[j])), dot[e]);
            Vector128<sbyte> bytes = TIsa.Interleave(a.GetLower(), b.GetLower()), lower = TIsa.InterleavePairsLower(a, b), upper = TIsa.InterleavePairsUpper(a, b);
            for (int e = 0; e < 16; e++)
            {
                Assert.Equal((e % 2 == 0 ? a : b)[e / 2], bytes[e]);
                Assert.Equal((e % 4 < 2 ? a : b)[(e / 4 * 2) + (e % 2)], lower[e]);
                Assert.Equal((e % 4 < 2 ? a : b)[8 + (e / 4 * 2) + (e % 2)], upper[e]);
            }
        }
    }

    private static void Check<TIsa>()
        where TIsa : struct, IVectorIsa
    {
        CheckRounding<TIsa>();
        var random = new Random(8);
        for (int i = 0; i < 200; i++)
        {
            Vector128<float> acc = Floats(random), b = Floats(random), a = Floats(random);
            Vector128<float>[] fma = [TIsa.FmaLane0(acc, b, a), TIsa.FmaLane1(acc, b, a), TIsa.FmaLane2(acc, b, a), TIsa.FmaLane3(acc, b, a)];
            Vector128<sbyte> p = Bytes(random), q = Bytes(random);
            Vector128<short> wide = TIsa.MultiplyWide(p.GetLower(), q.GetLower()), sum = TIsa.MultiplyWideAdd(wide, p.GetUpper(), q.GetUpper());
            Vector128<int> ints = Vector128.Create(random.Next(), -random.Next(), 3, -4), others = Vector128.Create(5, 6, 7, -8);
            Vector128<int> pairs = TIsa.AddPairsWide(ints, wide), added = TIsa.AddPairs(ints, others);
            for (int e = 0; e < 4; e++)
            {
                for (int lane = 0; lane < 4; lane++)
                    Assert.Equal(MathF.FusedMultiplyAdd(b[e], a[lane], acc[e]), fma[lane][e]);
                Assert.Equal(ints[e] + wide[2 * e] + wide[(2 * e) + 1], pairs[e]);
                Vector128<int> from = e < 2 ? ints : others;
                Assert.Equal(from[2 * (e % 2)] + from[(2 * (e % 2)) + 1], added[e]);
            }

            Vector128<int> lower = TIsa.AddWideLower(ints, wide), upper = TIsa.AddWideUpper(ints, wide), rounded = TIsa.RoundToInt(acc * 100f);
            for (int e = 0; e < 4; e++)
            {
                Assert.Equal(ints[e] + wide[e], lower[e]);
                Assert.Equal(ints[e] + wide[4 + e], upper[e]);
                Assert.Equal((int)Math.Round((double)(acc[e] * 100f), MidpointRounding.ToEven), rounded[e]);
            }

            for (int e = 0; e < 8; e++)
            {
                Assert.Equal(p[e] * q[e], wide[e]);
                Assert.Equal(unchecked((sbyte)wide[e]), TIsa.Narrow(wide)[e]);
                Assert.Equal(unchecked((short)(wide[e] + (p[8 + e] * q[8 + e]))), sum[e]);
            }
        }
    }

    private static Vector128<float> Floats(Random random) =>
        Vector128.Create(random.NextSingle() - 0.5f, random.NextSingle() * 1e6f, -random.NextSingle(), random.NextSingle() * 1e-6f);

    private static Vector128<sbyte> Bytes(Random random)
    {
        byte[] bytes = new byte[16];
        random.NextBytes(bytes);
        bytes[random.Next(16)] = 0x80;
        return Vector128.Create(bytes).AsSByte();
    }
}
