using EdgeCnn.Cli.Pictures;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Runtime;

namespace EdgeCnn.Cli.Tests.Pictures;

public sealed class PictureClassifierTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Classify_LogitsOrProbabilities_AreSoftmaxedOnce(bool softmax)
    {
        var classifier = Of(SmallModels.Pixels(softmax));
        Assert.Equal(softmax, classifier.GivesProbabilities);
        IReadOnlyList<ClassShare> top = classifier.Classify(new ImageView([1, 3, 0, 2], 2, 2, 2, PixelFormat.Gray8), 3);
        double sum = 1 + Math.E + Math.Exp(2) + Math.Exp(3);
        Assert.Equal(["e", "w", "n"], top.Select(share => share.Label));
        foreach (var (share, logit) in top.Zip((int[])[3, 2, 1]))
            Assert.Equal(Math.Exp(logit) / sum, share.Probability, 1e-6);
    }

    [Fact]
    public void Classify_EqualScores_GivesTheFirstFirst() =>
        Assert.Equal(["n", "e", "s", "w"], Of(SmallModels.Pixels(false)).Classify(new ImageView([5, 5, 5, 5], 2, 2, 2, PixelFormat.Gray8), 10).Select(share => share.Label));

    [Fact]
    public void Classify_NotANumber_IsAnErrorThatSaysSo() =>
        Assert.Contains("NaN", Assert.Throws<EdgeCnnException>(() => Of(SmallModels.Pixels(false, weight: float.NaN)).Classify(new ImageView([1, 1, 1, 1], 2, 2, 2, PixelFormat.Gray8), 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void Classify_SeveralLabels_GivesASigmoidOfEach()
    {
        IReadOnlyList<ClassShare> shares = Of(SmallModels.Pixels(false, ModelTask.Multilabel)).Classify(new ImageView([0, 1, 2, 3], 2, 2, 2, PixelFormat.Gray8), 4);
        Assert.Equal(["w", "s", "e", "n"], shares.Select(share => share.Label));
        foreach (var (share, logit) in shares.Zip((int[])[3, 2, 1, 0]))
            Assert.Equal(1 / (1 + Math.Exp(-logit)), share.Probability, 1e-6);
    }

    [Fact]
    public void Create_BinaryOfFourLabels_IsRefused() =>
        Assert.Contains("Binary", Assert.Throws<EdgeCnnException>(() => Of(SmallModels.Pixels(false, ModelTask.Binary))).Message, StringComparison.Ordinal);

    private static PictureClassifier Of(NetworkGraph graph)
    {
        var session = InferenceSession.Create(graph);
        return new PictureClassifier("m", session, session.Contract!);
    }
}
