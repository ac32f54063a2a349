using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Kernels.Tests.Elementwise;

public sealed class ClampTests
{
    [Fact]
    public void Run_EveryLength_StaysWithinTheBounds()
    {
        var random = new Random(10);
        for (int length = 0; length <= 67; length++)
        {
            float[] x = [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f)];
            sbyte[] codes = [.. Enumerable.Range(0, length).Select(_ => (sbyte)random.Next(-128, 128))];
            using var output = new GuardedMemory<float>(length);
            using var outputCodes = new GuardedMemory<sbyte>(length);
            Clamp.Run(x, 0f, 0.3f, output.Span);
            Clamp.Run(codes, (sbyte)-100, (sbyte)90, outputCodes.Span);
            Assert.Equal(x.Select(v => v > 0.3f ? 0.3f : v > 0 ? v : 0f), output.Span.ToArray());
            Assert.Equal(codes.Select(v => v > 90 ? (sbyte)90 : v > -100 ? v : (sbyte)-100), outputCodes.Span.ToArray());
        }
    }
}
