using EdgeCnn.Kernels.Pixels;

namespace EdgeCnn.Kernels.Tests;

/// <summary>Each step of each set's kernel against its formula, at every length up to a few blocks, between guards.</summary>
public sealed class PixelKernelTests
{
    private const int Longest = 70;

    public static TheoryData<string> Sets => [.. KernelSets.Supported.DistinctBy(set => set.Pixels.Name).Select(set => set.Name)];

    [Theory]
    [MemberData(nameof(Sets))]
    public void MixRows_AnyLength_AddsWeightedRows(string set)
    {
        PixelKernel kernel = KernelSets.Find(set)!.Pixels;
        for (int count = 0; count <= Longest; count++)
        {
            var random = new Random(count);
            using var a = GuardedMemory<byte>.Of(Noise(random, 4 * count));
            using var b = GuardedMemory<byte>.Of(Noise(random, 4 * count));
            int wa = random.Next(256), wb = 255 - wa, total = count;
            bool add = count % 2 == 1;
            ushort before = add ? (ushort)255 : (ushort)12345;
            ushort Sum(int at) => (ushort)((add ? before : 0) + (wa * a.Span[at]) + (wb * b.Span[at]));
            using var x = new GuardedMemory<ushort>(2 * count);
            using var y = new GuardedMemory<ushort>(count);
            using var z = new GuardedMemory<ushort>(count);
            void Refill()
            {
                x.Span.Fill(before);
                y.Span.Fill(before);
                z.Span.Fill(before);
            }

            Refill();
            kernel.MixPlain(new RowMix { First = a.Span[(3 * count)..], Second = b.Span[(3 * count)..], FirstWeight = wa, SecondWeight = wb, Add = add }, y.Span);
            Assert.Equal(Enumerable.Range(0, count).Select(i => Sum((3 * total) + i)), y.Span.ToArray());
            Refill();
            kernel.MixPairs(new RowMix { First = a.Span[(2 * count)..], Second = b.Span[(2 * count)..], FirstWeight = wa, SecondWeight = wb, Add = add }, y.Span, z.Span);
            Assert.Equal(Enumerable.Range(0, count).Select(i => Sum((2 * total) + (2 * i))), y.Span.ToArray());
            Assert.Equal(Enumerable.Range(0, count).Select(i => Sum((2 * total) + (2 * i) + 1)), z.Span.ToArray());
            for (int luma = 0; luma < 2; luma++)
            {
                Refill();
                kernel.MixPacked(new RowMix { First = a.Span, Second = b.Span, FirstWeight = wa, SecondWeight = wb, Add = add }, x.Span, y.Span, z.Span, luma == 0);
                Assert.Equal(Enumerable.Range(0, 2 * count).Select(i => Sum((2 * i) + luma)), x.Span.ToArray());
                Assert.Equal(Enumerable.Range(0, count).Select(i => Sum((4 * i) + 1 - luma)), y.Span.ToArray());
                Assert.Equal(Enumerable.Range(0, count).Select(i => Sum((4 * i) + 3 - luma)), z.Span.ToArray());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void MixColumns_AnyAxis_MatchesTheFormula(string set)
    {
        PixelKernel kernel = KernelSets.Find(set)!.Pixels;
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var axis = new PixelAxis(random.Next(3), random.Next(1, 200), random.Next(1, 60), 1, area: seed % 3 != 0);
            for (int components = 1; components <= 4; components++)
            {
                if (components == 2)
                    continue;
                // Sums of 256 weights are at most 65280; what lies behind the samples is full, to be seen if it counted.
                ushort[] values = [.. Enumerable.Range(0, (axis.Reach * components) + (components == 1 ? 0 : PixelKernel.PixelSlack)).Select(i => i < axis.Samples * components ? (ushort)(random.Next(4) == 0 ? 65280 : random.Next(65281)) : ushort.MaxValue)];
                using var sums = GuardedMemory<ushort>.Of(values);
                int step = components == 1 ? 1 : 4;
                using var result = new GuardedMemory<byte>(step * axis.First.Length);
                if (components == 1)
                    kernel.MixColumns(sums.Span, axis, result.Span);
                else
                    kernel.MixPixels(sums.Span, components, axis, result.Span);
                for (int i = 0; i < axis.Size * components; i++)
                {
                    int t = i / components, c = i % components;
                    long sum = 0;
                    for (int k = 0; k < axis.Count[t]; k++)
                        sum += (long)axis.WeightsOf(t)[k] * values[((axis.First[t] + k) * components) + c];
                    Assert.Equal((byte)((sum + 32768) >> 16), result.Span[(step * t) + c]);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void SplitAndInterleave_AnyLength_MoveEachByte(string set)
    {
        PixelKernel kernel = KernelSets.Find(set)!.Pixels;
        for (int count = 0; count <= Longest; count++)
        {
            for (int step = 3; step <= 4; step++)
            {
                byte[] bytes = Noise(new Random(count), step * count);
                using var pixels = GuardedMemory<byte>.Of(bytes);
                using var a = new GuardedMemory<byte>(count);
                using var b = new GuardedMemory<byte>(count);
                using var c = new GuardedMemory<byte>(count);
                using var joined = new GuardedMemory<byte>(3 * count);
                kernel.Split(pixels.Span, step, new PixelPlanes(a.Span, b.Span, c.Span), count);
                kernel.Interleave(new PixelPlanes(a.Span, b.Span, c.Span), joined.Span);
                for (int i = 0; i < count; i++)
                {
                    Assert.Equal((bytes[step * i], bytes[(step * i) + 1], bytes[(step * i) + 2]), (a.Span[i], b.Span[i], c.Span[i]));
                    Assert.Equal(bytes.AsSpan(step * i, 3).ToArray(), joined.Span.Slice(3 * i, 3).ToArray());
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void ToRgb_EveryLumaAndChroma_MatchesTheFormula(string set)
    {
        PixelKernel kernel = KernelSets.Find(set)!.Pixels;
        foreach (YuvWeights w in (YuvWeights[])[YuvWeights.Bt601, YuvWeights.Bt601Full, YuvWeights.Bt709, YuvWeights.Bt709Full])
        {
            // All of luma with steps of both chromas that reach both ends.
            for (int cb = 0; cb < 256; cb += 51)
            {
                for (int cr = 0; cr < 256; cr += 17)
                {
                    byte[] y = [.. Enumerable.Range(0, 256).Select(i => (byte)i)], u = [.. Enumerable.Repeat((byte)cb, 256)], v = [.. Enumerable.Repeat((byte)cr, 256)];
                    kernel.ToRgb(new PixelPlanes(y, u, v), w);
                    byte[] red = new byte[256], green = new byte[256], blue = new byte[256];
                    for (int i = 0; i < 256; i++)
                    {
                        int luma = w.Luma * (i - w.LumaOffset);
                        red[i] = Clamped(luma + (w.RedCr * (cr - 128)));
                        green[i] = Clamped(luma + (w.GreenCb * (cb - 128)) + (w.GreenCr * (cr - 128)));
                        blue[i] = Clamped(luma + (w.BlueCb * (cb - 128)));
                    }

                    Assert.True(red.AsSpan().SequenceEqual(y) && green.AsSpan().SequenceEqual(u) && blue.AsSpan().SequenceEqual(v), $"{w}, Cb {cb}, Cr {cr}");
                }
            }
        }

        static byte Clamped(int sum) => (byte)Math.Clamp((sum + 4096) >> 13, 0, 255);
    }

    [Fact]
    public void Steps_ShortSpansOrWrongNumbers_Throw()
    {
        PixelKernel kernel = KernelSets.Best.Pixels;
        byte[] row = new byte[32];
        ushort[] sums = new ushort[64];
        Assert.Throws<ArgumentException>(() => kernel.MixPlain(Mix(row, row, 1, 1), new ushort[33]));
        Assert.Throws<ArgumentException>(() => kernel.MixPlain(Mix(row, new byte[31], 1, 1), new ushort[32]));
        Assert.Throws<ArgumentException>(() => kernel.MixPlain(Mix(row, row, 256, 0), new ushort[1]));
        Assert.Throws<ArgumentException>(() => kernel.MixPlain(Mix(row, row, 0, -1), new ushort[1]));
        Assert.Throws<ArgumentException>(() => kernel.MixPairs(Mix(row, row, 1, 1), new ushort[17], new ushort[17]));
        Assert.Throws<ArgumentException>(() => kernel.MixPairs(Mix(row, row, 1, 1), new ushort[16], new ushort[15]));
        Assert.Throws<ArgumentException>(() => kernel.MixPacked(Mix(row, row, 1, 1), new ushort[15], new ushort[8], new ushort[8], true));
        var axis = new PixelAxis(0, 20, 10, 1, area: true);
        Assert.Throws<ArgumentException>(() => kernel.MixColumns(sums.AsSpan(0, axis.Reach - 1), axis, row));
        Assert.Throws<ArgumentException>(() => kernel.MixColumns(sums, axis, new byte[15]));
        Assert.Throws<ArgumentException>(() => kernel.MixPixels(sums, 3, axis, new byte[64]));
        Assert.Throws<ArgumentException>(() => kernel.MixPixels(new ushort[200], 2, axis, new byte[64]));
        Assert.Throws<ArgumentException>(() => kernel.Split(row, 4, new PixelPlanes(new byte[9], new byte[9], new byte[9]), 9));
        Assert.Throws<ArgumentException>(() => kernel.ToRgb(new PixelPlanes(new byte[9], new byte[9], new byte[9]), YuvWeights.Bt601));
        Assert.Throws<ArgumentException>(() => kernel.Interleave(new PixelPlanes(new byte[9], new byte[9], new byte[9]), new byte[30]));
        Assert.Throws<ArgumentException>(() => new PixelPlanes(new byte[1], new byte[2], new byte[1]));
    }

    private static RowMix Mix(byte[] first, byte[] second, int firstWeight, int secondWeight) =>
        new() { First = first, Second = second, FirstWeight = firstWeight, SecondWeight = secondWeight, Add = false };

    private static byte[] Noise(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        for (int i = 0; i < length; i += 7)
            bytes[i] = 255;
        return bytes;
    }
}
