using EdgeCnn.Training.Losses;

namespace EdgeCnn.Training.Tests.Losses;

/// <summary>Each loss against its formula in double, and its derivative against differences.</summary>
public sealed class LossTests
{
    private static readonly float[] Outputs = [0.2f, -1f, 2f, 1f, 1f, -3f, 30f, -40f, 0f];
    private static readonly float[] Targets = [0, 0, 1, 0, 1, 0, 0, 1, 0];

    public static TheoryData<string> Kinds => ["softmax", "smoothed", "weighted", "sigmoid", "mse"];

    [Fact]
    public void SoftmaxCrossEntropy_OneHotTargets_MatchesTheFormula()
    {
        var sum = new SoftmaxCrossEntropy().Compute(Outputs, Targets, 3, 1, []);
        Assert.Equal(Softmax(Targets), sum.Loss, 4);
        // Of equal logits the first is the answer, so the second picture's answer is 0.
        Assert.Equal(1, sum.Right);
    }

    [Fact]
    public void SoftmaxCrossEntropy_Smoothing_MovesTargetsTowardsTheMean()
    {
        float[] smoothed = [.. Targets.Select(t => (0.9f * t) + (0.1f / 3))];
        Assert.Equal(Softmax(smoothed), new SoftmaxCrossEntropy { Smoothing = 0.1f }.Compute(Outputs, Targets, 3, 1, []).Loss, 4);
    }

    [Fact]
    public void SoftmaxCrossEntropy_ClassWeights_MultiplyEachTarget()
    {
        float[] weights = [2, 3, 5], weighted = [.. Targets.Select((t, i) => t * weights[i % 3])];
        Assert.Equal(Softmax(weighted), new SoftmaxCrossEntropy { ClassWeights = weights }.Compute(Outputs, Targets, 3, 1, []).Loss, 3);
    }

    [Fact]
    public void SigmoidCrossEntropy_SeveralLabels_MatchesTheFormulaAndCountsWholePictures()
    {
        float[] outputs = [2f, -1f, 0.5f, 3f], targets = [1, 0, 0, 1];
        double expected = outputs.Zip(targets, (x, t) =>
        {
            double p = 1 / (1 + Math.Exp(-x));
            return -((t * Math.Log(p)) + ((1 - t) * Math.Log(1 - p)));
        }).Sum() / 2;
        var sum = new SigmoidCrossEntropy().Compute(outputs, targets, 2, 1, []);
        Assert.Equal(expected, sum.Loss, 5);
        Assert.Equal(1, sum.Right);
    }

    [Fact]
    public void SigmoidCrossEntropy_FarOutputs_StayFinite() =>
        Assert.Equal(1000, new SigmoidCrossEntropy().Compute([1000f], [0f], 1, 1, []).Loss, 6);

    [Fact]
    public void MeanSquaredError_TwoPictures_MatchesTheFormula() =>
        Assert.Equal((0.25 + 1 + 4 + 0) / 2, new MeanSquaredError().Compute([0.5f, 1f, 2f, 3f], [0, 0, 0, 3], 2, 1, []).Loss, 6);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Compute_Gradient_MatchesDifferences(string kind)
    {
        Loss loss = kind switch
        {
            "softmax" => new SoftmaxCrossEntropy(),
            "smoothed" => new SoftmaxCrossEntropy { Smoothing = 0.2f },
            "weighted" => new SoftmaxCrossEntropy { ClassWeights = [1, 2, 3] },
            "sigmoid" => new SigmoidCrossEntropy(),
            _ => new MeanSquaredError(),
        };
        float[] outputs = [0.2f, -1f, 2f, 1f, 0.7f, -3f], targets = [0, 0, 1, 0, 1, 0], gradient = new float[6], kept = [.. outputs];
        loss.Compute(outputs, targets, 3, 0.5f, gradient);
        for (int i = 0; i < 6; i++)
        {
            outputs[i] = kept[i] + 1e-2f;
            double up = loss.Compute(outputs, targets, 3, 0, []).Loss;
            outputs[i] = kept[i] - 1e-2f;
            double down = loss.Compute(outputs, targets, 3, 0, []).Loss;
            outputs[i] = kept[i];
            Assert.Equal(0.5 * (up - down) / 2e-2, gradient[i], 1e-3);
        }
    }

    [Fact]
    public void Compute_LengthsThatDoNotFit_Throw()
    {
        foreach (Loss loss in (Loss[])[new SoftmaxCrossEntropy(), new SigmoidCrossEntropy(), new MeanSquaredError()])
        {
            Assert.Throws<ArgumentException>(() => loss.Compute(Outputs, Targets, 2, 1, []));
            Assert.Throws<ArgumentException>(() => loss.Compute(Outputs, Targets[..6], 3, 1, []));
            Assert.Throws<ArgumentException>(() => loss.Compute(Outputs, Targets, 3, 1, new float[3]));
        }
    }

    private static double Softmax(float[] targets)
    {
        double loss = 0;
        for (int i = 0; i < Outputs.Length; i++)
        {
            int row = i / 3 * 3;
            double all = Enumerable.Range(row, 3).Sum(c => Math.Exp(Outputs[c]));
            // Kernels take exp(−87) and below for nothing; the test's numbers stay above.
            loss -= targets[i] * (Outputs[i] - Math.Log(all));
        }

        return loss;
    }
}
