using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Tests;

public sealed class TrainerTests
{
    [Fact]
    public void Run_Stripes_LearnsThem()
    {
        var history = Train(threads: 0, epochs: 6, out _);
        Assert.True(history[^1].TestAccuracy >= 0.97, $"accuracy {history[^1].TestAccuracy}");
        Assert.True(history[^1].Loss < history[0].Loss / 2, $"loss {history[0].Loss} to {history[^1].Loss}");
    }

    [Fact]
    public void Run_SameSeedAtOneTwoAndFiveThreads_GivesTheSameBits()
    {
        byte[][] models = [.. ((int[])[1, 2, 5]).Select(threads =>
        {
            Train(threads, epochs: 2, out Network network);
            return EcnnWriter.ToBytes(GraphExport.ToGraph(network, StripesDataset.Contract));
        })];
        Assert.Equal(models[0], models[1]);
        Assert.Equal(models[0], models[2]);
    }

    [Fact]
    public void Run_OtherSeed_GivesOtherWeights()
    {
        Train(1, 1, out Network a);
        Train(1, 1, out Network b, seed: 2);
        Assert.NotEqual(a.Parameters[0].Value, b.Parameters[0].Value);
    }

    [Fact]
    public void Run_LearningRateFarTooLarge_SaysSo()
    {
        var error = Assert.Throws<EdgeCnnException>(() => Train(1, 3, out _, rate: 1e30f));
        Assert.Equal(ExitCode.CheckFailed, error.ExitCode);
        Assert.Contains("learning rate", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Cancelled_Stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => Trainer.Run(Net(1), StripesDataset.Contract, new StripesDataset(8, 1), new StripesDataset(8, 2), new TrainingOptions { Epochs = 1 }, null, cancelled.Token));
    }

    private static IReadOnlyList<EpochResult> Train(int threads, int epochs, out Network network, long seed = 1, float rate = 5e-3f)
    {
        network = Net(seed);
        return Trainer.Run(network, StripesDataset.Contract, new StripesDataset(250, 1), new StripesDataset(100, 2), new TrainingOptions { Epochs = epochs, Batch = 20, Seed = seed, Threads = threads, LearningRate = rate });
    }

    private static Network Net(long seed) => new("stripes", new Shape(StripesDataset.Side, StripesDataset.Side, 1),
    [
        new Conv2dLayer("conv", 6, 3, Window.Same(3)),
        new ReluLayer("relu"),
        new MaxPoolLayer("pool", 2, new Window { StrideH = 2, StrideW = 2 }),
        new FlattenLayer("flatten"),
        new DenseLayer("dense", 2),
    ], seed);
}
