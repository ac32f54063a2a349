using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Kernels.Tests.Elementwise;

public sealed class AddF32Tests
{
    [Fact]
    public void Run_EveryLength_AddsAndClamps()
    {
        var random = new Random(23);
        for (int length = 0; length <= 37; length++)
        {
            float[] a = [.. Enumerable.Range(0, length).Select(_ => (random.NextSingle() * 4) - 2)], b = [.. a.Select(_ => (random.NextSingle() * 4) - 2)];
            using var output = new GuardedMemory<float>(length);
            AddF32.Run(a, b, 0f, 1.5f, output.Span);
            Assert.Equal(a.Zip(b, (x, y) => Math.Min(Math.Max(x + y, 0f), 1.5f)), output.Span.ToArray());
        }
    }

    [Fact]
    public void Run_LengthsThatDiffer_Throws() => Assert.Throws<ArgumentException>(() => AddF32.Run(new float[3], new float[4], 0, 1, new float[4]));
}
