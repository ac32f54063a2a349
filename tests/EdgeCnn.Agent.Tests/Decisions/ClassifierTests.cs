using System.Runtime.InteropServices;
using EdgeCnn.Agent.Decisions;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Runtime;

namespace EdgeCnn.Agent.Tests.Decisions;

public sealed class ClassifierTests
{
    [Fact]
    public void Decide_FloatModel_GivesSoftmaxOfLogits()
    {
        var (classifier, decision) = Decided(1f, 3f, 2f);
        double sum = Math.Exp(1) + Math.Exp(2) + Math.Exp(3);
        Assert.Equal(1, decision.Best);
        float[] logits = [1f, 3f, 2f];
        Assert.Equal(logits, MemoryMarshal.Cast<byte, float>(classifier.Logits).ToArray());
        for (int i = 0; i < 3; i++)
            Assert.Equal(Math.Exp(logits[i]) / sum, decision.Probabilities[i], 5e-7);
        Assert.Equal(decision.Probabilities[1], decision.Probability);
    }

    [Fact]
    public void Decide_ModelThatEndsInSoftmax_GetsNoSecondOne()
    {
        var (classifier, decision) = Decided(new Classifier(InferenceSession.Create(SmallGraph.Build([1f, 3f, 2f], softmax: true))), 3);
        double sum = Math.Exp(1) + Math.Exp(2) + Math.Exp(3);
        Assert.Equal(1, decision.Best);
        Assert.Equal(Math.Exp(3) / sum, decision.Probability, 5e-7);
        Assert.Equal(decision.Probabilities, MemoryMarshal.Cast<byte, float>(classifier.Logits).ToArray());
        foreach (float logit in (float[])[float.NaN, float.PositiveInfinity])
            Assert.Contains("'small'", Assert.Throws<EdgeCnnException>(() => Decided(new Classifier(InferenceSession.Create(SmallGraph.Build([0f, logit, 1f], softmax: true))), 3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_EqualLogits_TakesTheFirst()
    {
        Assert.Equal(1, Decided(0f, 5f, 5f).Decision.Best);
        Assert.Equal(0, Decided(2f, 2f, 2f).Decision.Best);
    }

    [Fact]
    public void Decide_HugeLogits_StaysFinite()
    {
        var (_, decision) = Decided(-1e30f, 1e30f, 9.9e29f);
        Assert.Equal((1, 1f), (decision.Best, decision.Probability));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Decide_LogitNotFinite_IsBadDataErrorThatNamesModel(float logit)
    {
        var error = Assert.Throws<EdgeCnnException>(() => Decided(0f, logit, 1f));
        Assert.Equal(ExitCode.BadData, error.ExitCode);
        Assert.Contains("'small'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_PictureOfTheModelsSize_ReachesTheNetwork()
    {
        // Each class's logit is one pixel: the brightest pixel is the answer.
        float[] identity = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
        var classifier = new Classifier(InferenceSession.Create(SmallGraph.Build(new float[4], identity)));
        var decision = new Decision(4);
        for (int pixel = 0; pixel < 4; pixel++)
        {
            byte[] picture = new byte[4];
            picture[pixel] = 255;
            classifier.Prepare(new ImageView(picture, 2, 2, 2, PixelFormat.Gray8));
            classifier.Infer();
            classifier.Decide(decision);
            Assert.Equal(pixel, decision.Best);
            Assert.Equal(1f, MemoryMarshal.Cast<byte, float>(classifier.Logits)[pixel]);
        }
    }

    [Fact]
    public void Decide_Int8Model_GivesSharesThatSumToOneAndCodesAsLogits()
    {
        Classifier classifier = SampleModel.Classifier();
        Image picture = EdgeCnn.Imaging.Files.PictureFile.Read(Path.Combine(SampleModel.Pictures, "3", "00030.png"));
        var decision = new Decision(10);
        classifier.Prepare(picture.View);
        classifier.Infer();
        classifier.Decide(decision);
        Assert.Equal(3, decision.Best);
        Assert.Equal(10, classifier.Logits.Length);
        Assert.Equal(1, decision.Probabilities.Sum(p => (double)p), 1e-6);
        Assert.All(decision.Probabilities, p => Assert.InRange(p, 0f, 1f));
    }

    private static (Classifier Classifier, Decision Decision) Decided(params float[] logits) => Decided(new Classifier(SmallGraph.Session(logits)), logits.Length);

    private static (Classifier Classifier, Decision Decision) Decided(Classifier classifier, int classes)
    {
        var decision = new Decision(classes);
        classifier.Prepare(new ImageView(new byte[4], 2, 2, 2, PixelFormat.Gray8));
        classifier.Infer();
        classifier.Decide(decision);
        return (classifier, decision);
    }
}
