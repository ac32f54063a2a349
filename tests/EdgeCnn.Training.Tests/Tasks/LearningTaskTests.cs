using EdgeCnn.Graph;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Layers;
using EdgeCnn.Training.Losses;
using EdgeCnn.Training.Metrics;
using EdgeCnn.Training.Tasks;

namespace EdgeCnn.Training.Tests.Tasks;

public sealed class LearningTaskTests
{
    private static readonly string[] Animals = ["cat", "dog", "owl"];

    [Fact]
    public void Of_NoWord_IsWhatTheDataSays()
    {
        Assert.Equal((ModelTask.Multiclass, null), (LearningTask.Of("", Animals, false).Model, LearningTask.Of("", Animals, false).Tree));
        Assert.Equal(ModelTask.Multilabel, LearningTask.Of("", Animals, true).Model);
        Assert.Equal(2, LearningTask.Of("", ["a/b", "a/c"], false).Tree!.Levels.Count);
        Assert.Null(LearningTask.Of("multiclass", ["a/b", "a/c"], false).Tree);
    }

    [Fact]
    public void Of_Binary_TakesTheSecondClassOrTheNamedOne()
    {
        Assert.Equal("yes", LearningTask.Of("binary", ["no", "yes"], false).Positive);
        Assert.Equal("dog", Assert.Single(LearningTask.Of("binary:dog", Animals, false).Labels));
    }

    [Theory]
    [InlineData("binary", false, "--task binary:owl")]
    [InlineData("binary:cow", false, "expected one of cat, dog, owl")]
    [InlineData("ternary", false, "'ternary'")]
    [InlineData("multiclass:cat", false, "'multiclass:cat'")]
    [InlineData("multiclass", true, "only multilabel fits")]
    public void Of_WordThatDoesNotFit_SaysWhat(string word, bool multilabel, string part)
    {
        var error = Assert.Throws<EdgeCnnException>(() => LearningTask.Of(word, Animals, multilabel));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Loss_SmoothingWithoutClasses_IsRefused() =>
        Assert.Throws<EdgeCnnException>(() => LearningTask.Of("multilabel", Animals, true).Loss(0.1f));

    [Fact]
    public void Train_Binary_LearnsOneSigmoid()
    {
        TestMetrics metrics = Train("binary:bottom/left", several: false, out Network network);
        Assert.Equal(1, network.Output.Elements);
        Assert.InRange(metrics.Auc!.Value, 0.98, 1);
        Assert.InRange(metrics.Top1, 0.95, 1);
    }

    [Fact]
    public void Train_SeveralLabels_LearnsASigmoidEach()
    {
        TestMetrics metrics = Train("", several: true, out _);
        Assert.InRange(metrics.MicroF1!.Value, 0.95, 1);
        Assert.InRange(metrics.MacroAuc!.Value, 0.98, 1);
    }

    [Fact]
    public void Train_Tree_LearnsEveryLevel()
    {
        TestMetrics metrics = Train("hierarchical", several: false, out Network network);
        Assert.Equal(4, network.Output.Elements);
        Assert.Equal([2, 4], metrics.Levels!.Select(level => level.Nodes));
        Assert.All(metrics.Levels!, level => Assert.InRange(level.Top1, 0.95, 1));
        Assert.Equal(metrics.Top1, metrics.Levels![1].Top1);
    }

    private static TestMetrics Train(string word, bool several, out Network network)
    {
        LearningTask task = LearningTask.Of(word, QuadrantsDataset.Contract.Labels, several);
        InputContract contract = task.Contract(QuadrantsDataset.Contract);
        network = Network.Sequential("quadrants", new Shape(QuadrantsDataset.Side, QuadrantsDataset.Side, 1), [new FlattenLayer("flatten"), new DenseLayer("dense", task.Labels.Length)], 1);
        IDataset train = task.Seen(new QuadrantsDataset(400, 1, several)), test = task.Seen(new QuadrantsDataset(200, 2, several));
        Trainer.Run(network, contract, train, null, new TrainingOptions { Epochs = 12, Batch = 20, LearningRate = 5e-3f, Loss = task.Loss(0), Threads = 1 });
        return TestMetrics.Of(contract, Evaluator.Predict(network, contract, test, 1), task.Tree);
    }
}
