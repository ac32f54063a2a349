using EdgeCnn.Training.Losses;

namespace EdgeCnn.Training.Tests.Losses;

public sealed class SoftmaxCrossEntropyTests
{
    private static readonly float[] Logits = [0.2f, -1f, 2f, 1f, 1f, -3f];
    private static readonly int[] Labels = [2, 1];

    [Fact]
    public void Compute_TwoImages_MatchesTheFormula()
    {
        var (loss, right) = SoftmaxCrossEntropy.Compute(Logits, Labels, []);
        double expected = 0;
        for (int image = 0; image < 2; image++)
            expected -= Math.Log(Math.Exp(Logits[(image * 3) + Labels[image]]) / Enumerable.Range(0, 3).Sum(c => Math.Exp(Logits[(image * 3) + c]))) / 2;
        Assert.Equal(expected, loss, 6);
        // The first of equal logits is the answer, so the second picture's answer is 0.
        Assert.Equal(1, right);
    }

    [Fact]
    public void Compute_Gradient_MatchesDifferences()
    {
        float[] gradient = new float[6], logits = [.. Logits];
        SoftmaxCrossEntropy.Compute(logits, Labels, gradient);
        for (int i = 0; i < 6; i++)
        {
            logits[i] = Logits[i] + 1e-2f;
            double up = SoftmaxCrossEntropy.Compute(logits, Labels, []).Loss;
            logits[i] = Logits[i] - 1e-2f;
            double down = SoftmaxCrossEntropy.Compute(logits, Labels, []).Loss;
            logits[i] = Logits[i];
            Assert.Equal((up - down) / 2e-2, gradient[i], 1e-4);
        }
    }

    [Fact]
    public void Compute_LabelThatIsNoClass_Throws() => Assert.Throws<ArgumentException>(() => SoftmaxCrossEntropy.Compute(Logits, [0, 3], []));
}
