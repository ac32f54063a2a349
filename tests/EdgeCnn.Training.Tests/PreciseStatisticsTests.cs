using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Imaging;
using EdgeCnn.Training.Data.Augmentation;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Tests;

/// <summary>Batch normalization's statistics taken again at the end of a run.</summary>
public sealed class PreciseStatisticsTests : IDisposable
{
    private const int Pictures = 24;
    private readonly StripesDataset data = new(Pictures, 1);
    private readonly string folder = Directory.CreateTempSubdirectory("edgecnn-statistics-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Run_OneBatchOfAllPictures_GivesTheirMeanAndVarianceWithoutDropoutAndAugmentation()
    {
        Network network = Train(Options(Pictures, batches: 1));
        var (mean, variance) = MomentsOfThePictures();
        IReadOnlyList<Parameter> got = Statistics(network);
        Assert.Equal(mean, got[0].Value[0], 1e-5);
        Assert.Equal(variance, got[1].Value[0], 1e-5 * variance);
        Assert.True(Statistics(Train(Options(Pictures, batches: 0)))[1].Value[0] > 1.2 * variance, "dropout makes the moving variance larger");
    }

    [Fact]
    public void Run_ManyBatches_GivesTheMeanOverThem()
    {
        double mean = MomentsOfThePictures().Mean;
        Assert.Equal(mean, Statistics(Train(Options(Pictures / 3, batches: 100)))[0].Value[0], 1e-5);
        Assert.NotEqual(mean, Statistics(Train(Options(Pictures / 3, batches: 2)))[0].Value[0], 1e-5);
    }

    [Fact]
    public void Run_LastBatchThatIsNotFull_IsLeftOut() => Assert.Equal(Bytes(Train(Options(10, batches: 2))), Bytes(Train(Options(10, batches: 3))));

    [Fact]
    public void Run_AtAnyNumberOfThreadsAndFromItsLastCheckpoint_GivesTheSameBits()
    {
        TrainingOptions options = Options(5, batches: 3) with { Threads = 1 };
        byte[] expected = Bytes(Train(options));
        Assert.Equal(expected, Bytes(Train(options with { Threads = 2 })));
        options = options with { Threads = 5, Checkpoint = Path.Combine(folder, "checkpoint.bin") };
        Assert.Equal(expected, Bytes(Train(options)));
        Assert.Equal(expected, Bytes(Train(options)));
    }

    [Fact]
    public void Run_WithoutBatchNormalization_IsAUsageError()
    {
        Network network = Network.Sequential("plain", new Shape(StripesDataset.Side, StripesDataset.Side, 1), [new FlattenLayer("flatten"), new DenseLayer("head", 2)], seed: 1);
        Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => Trainer.Run(network, StripesDataset.Contract, data, null, Options(8, batches: 1))).ExitCode);
    }

    private static TrainingOptions Options(int batch, int batches) => new() { Epochs = 8, Batch = batch, LearningRate = 0.01f, Augmentation = new AugmentationOptions { Brightness = 0.9f }, PreciseStatistics = batches };

    private static IReadOnlyList<Parameter> Statistics(Network network) => network.Layers.OfType<BatchNormLayer>().Single().Statistics;

    private static byte[] Bytes(Network network) => EcnnWriter.ToBytes(GraphExport.ToGraph(network, StripesDataset.Contract));

    private Network Train(TrainingOptions options)
    {
        Network network = Network.Sequential(
            "statistics",
            new Shape(StripesDataset.Side, StripesDataset.Side, 1),
            [new DropoutLayer("drop", 0.5f), new BatchNormLayer("norm") { Momentum = 0.5f }, new FlattenLayer("flatten"), new DenseLayer("head", 2)],
            seed: 1);
        Trainer.Run(network, StripesDataset.Contract, data, null, options);
        return network;
    }

    private (double Mean, double Variance) MomentsOfThePictures()
    {
        List<double> values = [];
        for (int picture = 0; picture < Pictures; picture++)
        {
            ImageView view = data.Picture(picture);
            for (int y = 0; y < StripesDataset.Side; y++)
            {
                for (int x = 0; x < StripesDataset.Side; x++)
                    values.Add(((view.Row(y)[x] / 255.0) - 0.5) / 0.25);
            }
        }

        double mean = values.Sum() / values.Count;
        return (mean, values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }
}
