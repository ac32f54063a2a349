using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Kernels.Tests.Elementwise;

public sealed class ReluGradientTests
{
    [Fact]
    public void Run_EveryLength_PassesWhereTheOutputIsPositive()
    {
        var random = new Random(11);
        for (int length = 0; length <= 67; length++)
        {
            float[] y = [.. Enumerable.Range(0, length).Select(_ => Math.Max(0f, random.NextSingle() - 0.5f))];
            float[] dy = [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f)];
            using var dx = new GuardedMemory<float>(length);
            ReluGradient.Run(y, dy, dx.Span);
            Assert.Equal(y.Zip(dy, (value, gradient) => value > 0 ? gradient : 0f), dx.Span.ToArray());
        }
    }
}
