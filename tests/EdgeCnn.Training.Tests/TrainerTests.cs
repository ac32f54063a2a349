using System.Buffers.Binary;
using System.Text;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Training.Callbacks;
using EdgeCnn.Training.Layers;
using EdgeCnn.Training.Optimizers;
using EdgeCnn.Training.Schedules;

namespace EdgeCnn.Training.Tests;

public sealed class TrainerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edgecnn-training-").FullName;

    private string CheckpointFile => Path.Combine(folder, "checkpoint.bin");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Run_Stripes_LearnsThem()
    {
        TrainingResult result = Train(Options(8), Net(1));
        Assert.True(result.History[^1].ValidationAccuracy >= 0.97, $"accuracy {result.History[^1].ValidationAccuracy}");
        Assert.True(result.History[^1].Loss < result.History[0].Loss / 2, $"loss {result.History[0].Loss} to {result.History[^1].Loss}");
        Assert.All(result.History, epoch => Assert.True(epoch.GradientNorm > 0 && epoch.LearningRate > 0));
    }

    [Fact]
    public void Run_SameSeedAtOneTwoAndFiveThreads_GivesTheSameBits()
    {
        byte[][] models = [.. ((int[])[1, 2, 5]).Select(threads =>
        {
            Network network = Net(1);
            Train(Options(2) with { Threads = threads }, network);
            return Bytes(network);
        })];
        Assert.Equal(models[0], models[1]);
        Assert.Equal(models[0], models[2]);
    }

    [Fact]
    public void Run_OtherSeed_GivesOtherWeights()
    {
        Network a = Net(1), b = Net(2);
        Train(Options(1), a);
        Train(Options(1) with { Seed = 2 }, b);
        Assert.NotEqual(a.Parameters[0].Value, b.Parameters[0].Value);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    [InlineData(26)]
    [InlineData(31)]
    public void Run_StoppedAtAnyBatchAndResumed_EndsInTheSameBits(int batches)
    {
        TrainingOptions options = Options(4) with
        {
            Optimizer = () => new Adam { AmsGrad = true },
            EarlyStopping = new EarlyStopping { Patience = 2 },
            ReduceLROnPlateau = new ReduceLROnPlateau { Patience = 1 },
        };
        Network whole = Net(1), resumed = Net(1);
        TrainingResult expected = Train(options, whole);
        using var stop = new CancellationTokenSource();
        int seen = 0;
        Assert.Throws<OperationCanceledException>(() => Train(options with { Checkpoint = CheckpointFile }, Net(1), _ => Stop(++seen == batches, stop), stop.Token));
        TrainingResult result = Train(options with { Checkpoint = CheckpointFile }, resumed);
        Assert.Equal(Bytes(whole), Bytes(resumed));
        Assert.Equal(expected.History.Select(epoch => epoch with { ImagesPerSecond = 0 }), result.History.Select(epoch => epoch with { ImagesPerSecond = 0 }));
        Assert.Equal(expected.BestEpoch, result.BestEpoch);
    }

    [Fact]
    public void Run_KilledBetweenCheckpoints_ResumesFromTheLastOneToTheSameBits()
    {
        TrainingOptions options = Options(2) with { Checkpoint = CheckpointFile, CheckpointEvery = 4 };
        Network whole = Net(1), resumed = Net(1);
        Train(Options(2), whole);
        // An exception in the middle leaves what a kill leaves: the last whole checkpoint.
        int seen = 0;
        Assert.Throws<InvalidOperationException>(() => Train(options, Net(1), _ =>
        {
            if (++seen == 18)
                throw new InvalidOperationException("killed");
        }));
        Train(options, resumed);
        Assert.Equal(Bytes(whole), Bytes(resumed));
    }

    [Fact]
    public void Run_CheckpointOfAnotherNetworkOrDamaged_IsRefused()
    {
        Train(Options(1) with { Checkpoint = CheckpointFile }, Net(1));
        byte[] file = File.ReadAllBytes(CheckpointFile);
        var other = Network.Sequential("other", new Shape(StripesDataset.Side, StripesDataset.Side, 1), [new FlattenLayer("flatten"), new DenseLayer("dense", 2)], 1);
        Assert.Contains("stripes", Assert.Throws<EdgeCnnException>(() => Train(Options(2) with { Checkpoint = CheckpointFile }, other)).Message, StringComparison.Ordinal);
        Assert.Contains("sgd", Assert.Throws<EdgeCnnException>(() => Train(Options(2) with { Checkpoint = CheckpointFile, Optimizer = () => new Sgd() }, Net(1))).Message, StringComparison.Ordinal);
        var random = new Random(1);
        for (int i = 0; i < 200; i++)
        {
            byte[] damaged = i % 2 == 0 ? file[..random.Next(file.Length)] : [.. file];
            if (i % 2 == 1)
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(CheckpointFile, damaged);
            Assert.Equal(ExitCode.BadData, Assert.Throws<EdgeCnnException>(() => Train(Options(2) with { Checkpoint = CheckpointFile }, Net(1))).ExitCode);
        }
    }

    [Fact]
    public void Run_EarlyStopping_EndsAndGoesBackToTheBestWeights()
    {
        Network network = Net(1);
        // So large a rate that the second epoch is worse than the first.
        TrainingResult result = Train(Options(30) with { LearningRate = 0.3f, EarlyStopping = new EarlyStopping { Patience = 3 } }, network);
        Assert.True(result.StoppedEarly);
        double best = result.History.Min(epoch => epoch.ValidationLoss!.Value);
        Assert.Equal(best, result.History[(result.BestEpoch ?? result.History.Count) - 1].ValidationLoss);
        Assert.Equal(best, Evaluator.Run(network, StripesDataset.Contract, new StripesDataset(100, 2), new Training.Losses.SoftmaxCrossEntropy()).Loss, 12);
    }

    [Fact]
    public void Run_Plateau_LowersTheRateButNotBelowItsLeast()
    {
        TrainingResult result = Train(Options(6) with { Schedule = Training.Schedules.Schedule.Constant, ReduceLROnPlateau = new ReduceLROnPlateau { Patience = 1, MinDelta = 1e9, MinLr = 1e-3 } }, Net(1));
        Assert.Equal([5e-3f, 5e-3f, 2.5e-3f, 1.25e-3f, 1e-3f, 1e-3f], result.History.Select(epoch => (float)epoch.LearningRate));
    }

    /// <summary>Keras' patience 0 acts on the first epoch that is no better, not before.</summary>
    [Fact]
    public void Run_PatienceOfNothing_WaitsForAnEpochThatIsNoBetter()
    {
        TrainingResult result = Train(Options(8) with { EarlyStopping = new EarlyStopping { Patience = 0, Monitor = "loss" }, ReduceLROnPlateau = new ReduceLROnPlateau { Patience = 0, Monitor = "loss", MinDelta = 0 }, Schedule = Training.Schedules.Schedule.Constant }, Net(1));
        int better = 1;
        while (better < result.History.Count && result.History[better].Loss < result.History[better - 1].Loss)
            better++;
        Assert.True(better > 1);
        Assert.All(result.History.Take(better), epoch => Assert.Equal(5e-3f, (float)epoch.LearningRate));
        Assert.Equal(Math.Min(8, better + 1), result.History.Count);
    }

    [Fact]
    public void Run_WatchedValidationThatIsNotThere_IsRefusedBeforeTheFirstEpoch()
    {
        int batches = 0;
        var error = Assert.Throws<EdgeCnnException>(() => Trainer.Run(Net(1), StripesDataset.Contract, new StripesDataset(60, 1), null, Options(3) with { EarlyStopping = new EarlyStopping() }, _ => batches++));
        Assert.Equal((ExitCode.Usage, 0), (error.ExitCode, batches));
    }

    [Fact]
    public void Run_CheckpointBeyondTheLastEpoch_IsRefused()
    {
        Train(Options(4) with { Checkpoint = CheckpointFile }, Net(1));
        Assert.Contains("is of epoch 5, this run ends with 2", Assert.Throws<EdgeCnnException>(() => Train(Options(2) with { Checkpoint = CheckpointFile }, Net(1))).Message, StringComparison.Ordinal);
    }

    /// <summary>Without a file to keep from, too: who calls it must not take such weights for trained ones.</summary>
    [Fact]
    public void Run_LastStepThatThrowsTheWeightsAway_IsNoResult()
    {
        foreach (Penalty penalty in (Penalty[])[default, new Penalty(0, 1), new Penalty(1, 0)])
        {
            var builder = new NetworkBuilder("net", StripesDataset.Contract is var c ? new Shape(c.Height, c.Width, c.Channels) : default, 1);
            builder.Add(new FlattenLayer("flatten"));
            builder.Add(new DenseLayer("dense", new StripesDataset(1, 1).Labels.Count) { Penalty = penalty });
            // One step only: there is no loss after it that would tell.
            var error = Assert.Throws<EdgeCnnException>(() => Trainer.Run(builder.Build(), StripesDataset.Contract, new StripesDataset(64, 1), null, new TrainingOptions { Epochs = 1, Batch = 64, LearningRate = 1e38f, Optimizer = () => new Sgd(), Schedule = Training.Schedules.Schedule.Constant }));
            Assert.Equal(ExitCode.CheckFailed, error.ExitCode);
            Assert.Contains("a weight is", error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Weights that are no numbers must not end in a penalty's exception before the loss is looked at.</summary>
    [Fact]
    public void AddGradient_WeightThatIsNoNumber_IsPassedOn()
    {
        float[] gradient = [0, 0, 0, 0];
        new Penalty(0.5f, 0.25f).AddGradient([2, -2, 0, float.NaN], gradient);
        Assert.Equal([1.5f, -1.5f, 0, float.NaN], gradient);
    }

    [Fact]
    public void Run_CheckpointOfOtherBatches_IsRefusedAndOneWithoutWordsIsNot()
    {
        Train(Options(1) with { Checkpoint = CheckpointFile, Run = "seed 1" }, Net(1));
        var error = Assert.Throws<EdgeCnnException>(() => Train(Options(2) with { Checkpoint = CheckpointFile, Run = "seed 2" }, Net(1)));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains("expected seed 2; got seed 1", error.Message, StringComparison.Ordinal);
        Train(Options(2) with { Checkpoint = CheckpointFile, Run = "seed 1" }, Net(1));
        Train(Options(3) with { Checkpoint = CheckpointFile }, Net(1));
        Train(Options(4) with { Checkpoint = CheckpointFile, Run = "any" }, Net(1));
    }

    /// <summary>Whoever can write a file can write its sum too.</summary>
    [Theory]
    [InlineData("\"Lengths\":[", "\"Lengths\":null,\"x\":[")]
    [InlineData("\"History\":[", "\"History\":null,\"x\":[")]
    [InlineData("\"Stopping\":{", "\"Stopping\":null,\"x\":{")]
    [InlineData("\"Batch\":0", "\"Batch\":-7")]
    [InlineData("\"Epoch\":2", "\"Epoch\":9")]
    public void Run_CheckpointWithAnotherHeaderAndTheRightSum_IsBadData(string from, string to)
    {
        Train(Options(1) with { Checkpoint = CheckpointFile }, Net(1));
        byte[] file = File.ReadAllBytes(CheckpointFile);
        int length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(12));
        string header = Encoding.UTF8.GetString(file, 16, length);
        Assert.Contains(from, header, StringComparison.Ordinal);
        byte[] changed = Encoding.UTF8.GetBytes(header.Replace(from, to, StringComparison.Ordinal));
        byte[] all = [.. file.AsSpan(0, 16), .. changed, .. file.AsSpan(16 + length)];
        BinaryPrimitives.WriteInt32LittleEndian(all.AsSpan(12), changed.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(all.AsSpan(all.Length - 4), Crc32.Compute(all.AsSpan(0, all.Length - 4)));
        File.WriteAllBytes(CheckpointFile, all);
        Assert.Equal(ExitCode.BadData, Assert.Throws<EdgeCnnException>(() => Train(Options(2) with { Checkpoint = CheckpointFile }, Net(1))).ExitCode);
    }

    [Fact]
    public void Run_RateBelowThePlateausLeast_IsNotRaised()
    {
        TrainingResult result = Train(Options(4) with { LearningRate = 1e-7f, Schedule = Schedule.Constant, ReduceLROnPlateau = new ReduceLROnPlateau { Patience = 1, MinDelta = 1e9 } }, Net(1));
        Assert.All(result.History, epoch => Assert.True(epoch.LearningRate <= 1e-7f, $"{epoch.LearningRate}"));
    }

    [Fact]
    public void Run_LearningRateFarTooLarge_SaysSoAndLeavesTheCheckpointAlone()
    {
        Train(Options(1) with { Checkpoint = CheckpointFile }, Net(1));
        byte[] before = File.ReadAllBytes(CheckpointFile);
        var error = Assert.Throws<EdgeCnnException>(() => Train(Options(3) with { Checkpoint = CheckpointFile, LearningRate = 1e30f }, Net(1)));
        Assert.Equal(ExitCode.CheckFailed, error.ExitCode);
        Assert.Contains("learning rate", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(CheckpointFile));
    }

    private static void Stop(bool now, CancellationTokenSource stop)
    {
        if (now)
            stop.Cancel();
    }

    private static TrainingOptions Options(int epochs) => new() { Epochs = epochs, Batch = 20, LearningRate = 5e-3f };

    private static byte[] Bytes(Network network) => EcnnWriter.ToBytes(GraphExport.ToGraph(network, StripesDataset.Contract));

    private static TrainingResult Train(TrainingOptions options, Network network, Action<TrainingProgress>? progress = null, CancellationToken stop = default) =>
        Trainer.Run(network, StripesDataset.Contract, new StripesDataset(250, 1), new StripesDataset(100, 2), options, progress, stop);

    private static Network Net(long seed) => Network.Sequential(
        "stripes",
        new Shape(StripesDataset.Side, StripesDataset.Side, 1),
        [
            new Conv2dLayer("conv", 6, 3) { Padding = Padding.Same },
            new BatchNormLayer("norm") { Activation = ActivationKind.Relu, Momentum = 0.9f },
            new MaxPoolLayer("pool", 2),
            new FlattenLayer("flatten"),
            new DropoutLayer("dropout", 0.2f),
            new DenseLayer("dense", 2),
        ],
        seed);
}
