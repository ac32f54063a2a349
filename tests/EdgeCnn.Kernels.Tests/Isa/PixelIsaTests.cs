using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels.Tests.Isa;

/// <summary>Each operation of the seam for pictures against its formula; on ARM64 the hardware's too.</summary>
public sealed unsafe class PixelIsaTests
{
    [Fact]
    public void PortablePixelIsa_EveryOperation_MatchesItsFormula() => Check<PortablePixelIsa>();

    [SetFact("neon")]
    public void NeonPixelIsa_EveryOperation_MatchesItsFormula() => Check<NeonPixelIsa>();

    private static void Check<TIsa>()
        where TIsa : struct, IPixelIsa
    {
        var random = new Random(9);
        for (int round = 0; round < 200; round++)
        {
            byte[] bytes = new byte[64];
            random.NextBytes(bytes);
            (bytes[0], bytes[17], bytes[40]) = (255, 0, 128);
            using var memory = GuardedMemory<byte>.Of(bytes);
            CheckMemory<TIsa>(memory, random);
            Vector128<byte> a = Vector128.Create(bytes), b = Vector128.Create(bytes, 16);
            CheckProducts<TIsa>(a, b, Vector128.Create(bytes, 32), Vector128.Create(bytes, 48));
            Vector128<ushort> x = a.AsUInt16(), y = b.AsUInt16();
            for (int e = 0; e < 8; e++)
            {
                Assert.Equal((e < 4 ? x : y)[2 * (e % 4)], TIsa.Even(x, y)[e]);
                Assert.Equal((e < 4 ? x : y)[(2 * (e % 4)) + 1], TIsa.Odd(x, y)[e]);
            }

            for (int e = 0; e < 16; e++)
            {
                Assert.Equal((byte)(e < 8 ? x : y)[e % 8], TIsa.Narrow(x, y)[e]);
                Assert.Equal((byte)Math.Min((e < 8 ? x : y)[e % 8], (ushort)255), TIsa.NarrowSaturate(x, y)[e]);
            }
        }
    }

    private static void CheckMemory<TIsa>(GuardedMemory<byte> memory, Random random)
        where TIsa : struct, IPixelIsa
    {
        using var stored = new GuardedMemory<byte>(48);
        fixed (byte* from = memory.Span, to = stored.Span)
        {
            var two = TIsa.LoadTwo(from + 32);
            var three = TIsa.LoadThree(from + 16);
            var four = TIsa.LoadThreeOfFour(from);
            TIsa.StoreThree(to, three.A, three.B, three.C);
            for (int i = 0; i < 16; i++)
            {
                Assert.Equal((from[32 + (2 * i)], from[33 + (2 * i)]), (two.Even[i], two.Odd[i]));
                Assert.Equal((from[16 + (3 * i)], from[17 + (3 * i)], from[18 + (3 * i)]), (three.A[i], three.B[i], three.C[i]));
                Assert.Equal((from[4 * i], from[(4 * i) + 1], from[(4 * i) + 2]), (four.A[i], four.B[i], four.C[i]));
            }

            Assert.Equal(memory.Span[16..].ToArray(), stored.Span.ToArray());
            int* first = stackalloc int[2] { random.Next(31), random.Next(2) * 30 };
            ushort* row = (ushort*)from;
            Vector64<ushort> pairs = TIsa.LoadPairs(row, first);
            for (int i = 0; i < 2; i++)
                Assert.Equal((row[first[i]], row[first[i] + 1]), (pairs[2 * i], pairs[(2 * i) + 1]));
        }
    }

    private static void CheckProducts<TIsa>(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c, Vector128<byte> d)
        where TIsa : struct, IPixelIsa
    {
        Vector128<ushort> x = a.AsUInt16(), y = b.AsUInt16();
        Vector128<short> p = a.AsInt16(), q = b.AsInt16();
        Vector128<uint> wide = c.AsUInt32() >>> 1;
        Vector128<int> signed = d.AsInt32() >> 1;
        for (int e = 0; e < 8; e++)
        {
            Assert.Equal((ushort)(a[e] * b[e]), TIsa.Multiply(a.GetLower(), b.GetLower())[e]);
            Assert.Equal((ushort)(a[8 + e] * b[8 + e]), TIsa.MultiplyUpper(a, b)[e]);
            Assert.Equal((ushort)(x[e] + (c[e] * b[e])), TIsa.MultiplyAdd(x, c.GetLower(), b.GetLower())[e]);
            Assert.Equal((ushort)(x[e] + (c[8 + e] * b[8 + e])), TIsa.MultiplyAddUpper(x, c, b)[e]);
            Assert.Equal((ushort)((((ulong)(e < 4 ? wide : wide >>> 3)[e % 4]) + 32768) / 65536), TIsa.RoundHalves(wide, wide >>> 3)[e]);
            Assert.Equal((ushort)Math.Clamp(((long)(e < 4 ? signed : signed >> 9)[e % 4] + 4096) >> 13, 0, 65535), TIsa.RoundWeights(signed, signed >> 9)[e]);
        }

        for (int e = 0; e < 4; e++)
        {
            Assert.Equal((uint)x[e] * y[e], TIsa.Multiply(x.GetLower(), y.GetLower())[e]);
            Assert.Equal(unchecked(wide[e] + ((uint)x[e] * y[e])), TIsa.MultiplyAdd(wide, x.GetLower(), y.GetLower())[e]);
            Assert.Equal(p[e] * q[e], TIsa.Multiply(p.GetLower(), q.GetLower())[e]);
            Assert.Equal(p[4 + e] * q[4 + e], TIsa.MultiplyUpper(p, q)[e]);
            Assert.Equal(unchecked(signed[e] + (p[e] * q[e])), TIsa.MultiplyAdd(signed, p.GetLower(), q.GetLower())[e]);
            Assert.Equal(unchecked(signed[e] + (p[4 + e] * q[4 + e])), TIsa.MultiplyAddUpper(signed, p, q)[e]);
            Vector128<uint> from = e < 2 ? wide : c.AsUInt32();
            Assert.Equal(unchecked(from[2 * (e % 2)] + from[(2 * (e % 2)) + 1]), TIsa.AddPairs(wide, c.AsUInt32())[e]);
        }
    }
}
