using EdgeCnn.Graph;
using EdgeCnn.Training.Execution;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Tests.Layers;

public sealed class DropoutLayerTests
{
    private const int Elements = 5000;

    [Theory]
    [InlineData(0.2f)]
    [InlineData(0.5f)]
    public void Train_Ones_AreZeroWithTheRateAndOtherwiseScaled(float rate)
    {
        float[] outputs = Outputs(rate, step: 1, threads: 1);
        float kept = 1 / (1 - rate);
        Assert.All(outputs, y => Assert.True(y == 0 || Math.Abs(y - kept) < 1e-4f));
        // Six times the deviation of the share of 20,000 draws.
        Assert.Equal(rate, outputs.Count(y => y == 0) / (double)outputs.Length, 6 * Math.Sqrt(rate * (1 - rate) / outputs.Length));
    }

    [Fact]
    public void Train_Step_DecidesWhichStayAndThreadsDoNot()
    {
        Assert.Equal(Outputs(0.5f, 1, 1), Outputs(0.5f, 1, 3));
        Assert.NotEqual(Outputs(0.5f, 1, 1), Outputs(0.5f, 2, 1));
    }

    [Theory]
    [InlineData(-0.1f)]
    [InlineData(1f)]
    [InlineData(float.NaN)]
    public void Build_RateOutOfRange_IsRefused(float rate) =>
        Assert.Throws<GraphException>(() => new DropoutLayer("drop", rate).Build([new Shape(3)], new SeededRandom(1)));

    private static float[] Outputs(float rate, long step, int threads)
    {
        const int batch = 4;
        var builder = new NetworkBuilder("net", new Shape(Elements), 1);
        builder.Add(new DropoutLayer("drop", rate));
        float[] outputs = new float[batch * Elements];
        using var crew = new Crew(threads);
        new NetworkExecutor(builder.Build(), crew, batch, training: true).Train(
            (_, _, images) => images.Fill(1),
            (first, _, y, _) =>
            {
                y.CopyTo(outputs.AsSpan(first * Elements));
                return default;
            },
            batch,
            step);
        return outputs;
    }
}
