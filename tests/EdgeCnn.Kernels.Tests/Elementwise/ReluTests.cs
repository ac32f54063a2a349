using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Kernels.Tests.Elementwise;

public sealed class ReluTests
{
    [Fact]
    public void Run_EveryLength_TakesTheLargerOfValueAndFloor()
    {
        var random = new Random(10);
        for (int length = 0; length <= 67; length++)
        {
            float[] x = [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f)];
            sbyte[] codes = [.. Enumerable.Range(0, length).Select(_ => (sbyte)random.Next(-128, 128))];
            using var output = new GuardedMemory<float>(length);
            using var outputCodes = new GuardedMemory<sbyte>(length);
            Relu.Run(x, 0f, output.Span);
            Relu.Run(codes, (sbyte)-100, outputCodes.Span);
            Assert.Equal(x.Select(v => v > 0 ? v : 0f), output.Span.ToArray());
            Assert.Equal(codes.Select(v => v > -100 ? v : (sbyte)-100), outputCodes.Span.ToArray());
        }
    }

    [Fact]
    public void Gradient_EveryLength_PassesWhereTheOutputIsPositive()
    {
        var random = new Random(11);
        for (int length = 0; length <= 67; length++)
        {
            float[] y = [.. Enumerable.Range(0, length).Select(_ => Math.Max(0f, random.NextSingle() - 0.5f))];
            float[] dy = [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f)];
            using var dx = new GuardedMemory<float>(length);
            Relu.Gradient(y, dy, dx.Span);
            Assert.Equal(y.Zip(dy, (value, gradient) => value > 0 ? gradient : 0f), dx.Span.ToArray());
        }
    }
}
