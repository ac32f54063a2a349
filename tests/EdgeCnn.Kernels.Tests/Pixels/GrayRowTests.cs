using EdgeCnn.Kernels.Pixels;

namespace EdgeCnn.Kernels.Tests.Pixels;

public sealed class GrayRowTests
{
    [Fact]
    public void Run_AnyLength_MatchesTheFormula()
    {
        for (int length = 0; length <= 70; length++)
        {
            byte[][] planes = [.. Enumerable.Range(0, 3).Select(seed => new byte[length])];
            foreach (byte[] plane in planes)
                new Random(length).NextBytes(plane);
            Array.Reverse(planes[1]);
            using var r = GuardedMemory<byte>.Of(planes[0]);
            using var g = GuardedMemory<byte>.Of(planes[1]);
            using var b = GuardedMemory<byte>.Of(planes[2]);
            GrayRow.Run(new PixelPlanes(r.Span, g.Span, b.Span), r.Span);
            Assert.Equal(Enumerable.Range(0, length).Select(i => (byte)(((77 * planes[0][i]) + (150 * planes[1][i]) + (29 * planes[2][i]) + 128) / 256)), r.Span.ToArray());
        }
    }

    [Fact]
    public void Run_EqualChannels_KeepEachGrey()
    {
        byte[] grey = [.. Enumerable.Range(0, 256).Select(i => (byte)i)], result = new byte[256];
        GrayRow.Run(new PixelPlanes(grey, grey, grey), result);
        Assert.Equal(grey, result);
        Assert.Throws<ArgumentException>(() => GrayRow.Run(new PixelPlanes(grey, grey, grey), result.AsSpan(1)));
    }
}
