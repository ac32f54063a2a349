using EdgeCnn.Kernels.Pixels;

namespace EdgeCnn.Kernels.Tests.Pixels;

public sealed class ValueRowTests
{
    [Fact]
    public void Run_AnyLength_IsTheTablesEntry()
    {
        var random = new Random(5);
        float[] tables = [.. Enumerable.Range(0, 3 * 256).Select(i => i * 0.5f)];
        for (int length = 0; length <= 40; length++)
        {
            byte[][] planes = [.. Enumerable.Range(0, 3).Select(_ => new byte[length])];
            foreach (byte[] plane in planes)
                random.NextBytes(plane);
            using var one = new GuardedMemory<float>(length);
            using var three = new GuardedMemory<float>(3 * length);
            ValueRow.One(planes[0], tables, one.Span);
            ValueRow.Three(new PixelPlanes(planes[0], planes[1], planes[2]), tables, three.Span);
            Assert.Equal(planes[0].Select(p => tables[p]), one.Span.ToArray());
            Assert.Equal(Enumerable.Range(0, 3 * length).Select(i => tables[(256 * (i % 3)) + planes[i % 3][i / 3]]), three.Span.ToArray());
        }
    }

    [Fact]
    public void Run_ShortSpans_Throw()
    {
        byte[] plane = new byte[4];
        Assert.Throws<ArgumentException>(() => ValueRow.One(plane, new float[256], new float[5]));
        Assert.Throws<ArgumentException>(() => ValueRow.One(plane, new float[255], new float[4]));
        Assert.Throws<ArgumentException>(() => ValueRow.Three(new PixelPlanes(plane, plane, plane), new float[768], new float[15]));
        Assert.Throws<ArgumentException>(() => ValueRow.Three(new PixelPlanes(plane, plane, plane), new float[767], new float[12]));
    }
}
