using EdgeCnn.Graph;
using EdgeCnn.Training.Data.Augmentation;
using EdgeCnn.Training.Layers;
using EdgeCnn.Training.Transfer;

namespace EdgeCnn.Training.Tests.Transfer;

public sealed class TransferTrainingTests
{
    [Fact]
    public void Run_FrozenLayers_TrainsTheHeadAsWithoutKeptFeatures()
    {
        Network kept = Net(), whole = Net();
        float[][] before = [.. kept.Parameters.Select(parameter => parameter.Value.ToArray())];
        int computed = 0;
        TrainingResult result = TransferTraining.Run(kept, StripesDataset.Contract, new StripesDataset(120, 1), new StripesDataset(40, 2), Options, computed: done => computed = done);
        TrainingResult expected = Trainer.Run(whole, StripesDataset.Contract, new StripesDataset(120, 1), new StripesDataset(40, 2), Options);
        Assert.Equal(160, computed);
        for (int p = 0; p < before.Length; p++)
        {
            if (p < 4)
                Assert.Equal(before[p], kept.Parameters[p].Value);
            else
                Assert.NotEqual(before[p], kept.Parameters[p].Value);
            Assert.All(kept.Parameters[p].Value.Zip(whole.Parameters[p].Value), pair => Assert.Equal(pair.Second, pair.First, 1e-4f));
        }

        Assert.Equal(expected.History[^1].ValidationLoss!.Value, result.History[^1].ValidationLoss!.Value, 1e-4);
        Assert.True(result.History[^1].Loss < result.History[0].Loss);
    }

    [Fact]
    public void Run_AnyNumberOfThreads_EndsInTheSameBits()
    {
        Network one = Net(), two = Net();
        TransferTraining.Run(one, StripesDataset.Contract, new StripesDataset(120, 1), null, Options with { Threads = 1 });
        TransferTraining.Run(two, StripesDataset.Contract, new StripesDataset(120, 1), null, Options with { Threads = 2 });
        Assert.Equal(one.Parameters[^1].Value, two.Parameters[^1].Value);
        Assert.Equal(one.Parameters[^2].Value, two.Parameters[^2].Value);
    }

    [Fact]
    public void Step_FrozenLayers_AreNotRemembered()
    {
        Network network = Net();
        FrozenLayers.Set(network, "conv");
        var adam = new Training.Optimizers.Adam();
        using var crew = new Training.Execution.Crew(1);
        adam.Step(network.Parameters, crew);
        Assert.Equal(network.Parameters.Select(parameter => parameter.IsTrainable ? parameter.Value.Length : 0), adam.Slots.Select(slots => slots[0].Length));
        FrozenLayers.Set(network, "none");
        adam.Step(network.Parameters, crew);
        Assert.Equal(network.Parameters.Select(parameter => parameter.Value.Length), adam.Slots.Select(slots => slots[0].Length));
    }

    [Fact]
    public void Cut_Augmentation_GoesThroughTheWholeNetwork()
    {
        var data = new StripesDataset(20, 1);
        Assert.NotNull(TransferTraining.Cut(Net(), data, null, Options));
        Assert.Null(TransferTraining.Cut(Net(), data, null, Options with { Augmentation = AugmentationText.Parse("flip=0.5") }));
    }

    [Fact]
    public void Of_BranchAcrossTheFirstTrainedLayer_CutsBeforeTheBranch()
    {
        Network network = Net();
        FrozenLayers.Set(network, "1");
        NetworkCut cut = NetworkCut.Of(network)!;
        // The second convolution is trained, but the sum reads what the first one gives.
        Assert.Equal(["stem"], cut.Frozen.Layers.Select(layer => layer.Name));
        Assert.Equal(["conv", "add", "pool", "head"], cut.Trained.Layers.Select(layer => layer.Name));
        Assert.Equal<int>([0, 1], [.. cut.Trained.Nodes[1].Inputs]);
        FrozenLayers.Set(network, "none");
        Assert.Null(NetworkCut.Of(network));
    }

    [Fact]
    public void Set_CountNameAndRate_SayWhatIsTrained()
    {
        Network network = Net();
        FrozenLayers.Set(network, "conv", 0.1f);
        Assert.Equal([false, false, false, false, true, true], network.Parameters.Select(parameter => parameter.IsTrainable));
        FrozenLayers.Set(network, "1", 0.1f);
        Assert.Equal([false, false, true, true, true, true], network.Parameters.Select(parameter => parameter.IsTrainable));
        Assert.Equal([0.1f, 0.1f, 0.1f, 0.1f, 1f, 1f], network.Parameters.Select(parameter => parameter.RateScale));
        foreach (string wrong in (string[])["3", "head", "absent"])
            Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => FrozenLayers.Set(network, wrong)).ExitCode);
    }

    [Fact]
    public void Run_SmallRateForTheBackbone_MovesItLess()
    {
        float Moved(float rate)
        {
            Network network = Net();
            FrozenLayers.Set(network, "none", rate);
            float[] before = [.. network.Parameters[0].Value];
            TransferTraining.Run(network, StripesDataset.Contract, new StripesDataset(120, 1), null, Options);
            return before.Zip(network.Parameters[0].Value, (a, b) => Math.Abs(a - b)).Max();
        }

        float full = Moved(1), tenth = Moved(0.1f);
        Assert.True(tenth > 0 && tenth < full / 3, $"{tenth} of {full}");
    }

    private static TrainingOptions Options => new() { Epochs = 3, Batch = 20, LearningRate = 5e-3f, Threads = 1 };

    private static Network Net()
    {
        var net = new NetworkBuilder("small", new Shape(StripesDataset.Side, StripesDataset.Side, 1), seed: 1);
        NetworkValue stem = net.Add(new Conv2dLayer("stem", 6, 3) { Padding = Padding.Same, Activation = Graph.Nodes.ActivationKind.Relu });
        NetworkValue conv = net.Add(new Conv2dLayer("conv", 6, 3) { Padding = Padding.Same });
        net.Add(new AddLayer("add") { Activation = Graph.Nodes.ActivationKind.Relu }, stem, conv);
        net.Add(new GlobalMaxPoolLayer("pool"));
        net.Add(new DenseLayer("head", 2));
        Network network = net.Build();
        FrozenLayers.Set(network, "all");
        return network;
    }
}
