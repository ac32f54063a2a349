using EdgeCnn.Cli.Runs;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Metrics;

namespace EdgeCnn.Cli.Tests.Runs;

public sealed class ModelTestTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Predict_ModelThatEndsInASigmoid_GivesItsLogits(float weight)
    {
        float[] logits = [.. Predict(SmallModels.Pixels(softmax: false, ModelTask.Multilabel, weight)).Output(0)], got = [.. Predict(SmallModels.Pixels(softmax: false, ModelTask.Multilabel, weight, sigmoid: true)).Output(0)];
        Assert.Equal([0, 1 * weight, 2 * weight, 6 * weight], logits);
        for (int i = 0; i < logits.Length; i++)
            Assert.Equal(logits[i], got[i], 1e-3);
    }

    [Fact]
    public void Predict_ModelThatEndsInASoftmax_GivesLogitsOfTheSameProbabilities()
    {
        float[] expected = Predict(SmallModels.Pixels(softmax: false)).Probabilities(0), got = Predict(SmallModels.Pixels(softmax: true)).Probabilities(0);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], got[i], 1e-6);
    }

    [Fact]
    public void Predict_SigmoidsAndLabels_AreJudgedAtOneHalf()
    {
        AnswerCounts[] counts = Predict(SmallModels.Pixels(softmax: false, ModelTask.Multilabel, -1, sigmoid: true)).ByLabel();
        // All logits are 0 or less: nothing is said.
        Assert.All(counts, count => Assert.Equal((0L, 0L), (count.TruePositive, count.FalsePositive)));
    }

    private static Predictions Predict(NetworkGraph graph) => ModelTest.Predict(graph, new OnePicture("p", new Image(2, 2, PixelFormat.Gray8, [0, 1, 2, 6])), new CommandOutput(json: true), CancellationToken.None);
}
