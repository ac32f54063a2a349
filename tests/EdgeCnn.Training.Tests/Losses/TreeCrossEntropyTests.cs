using EdgeCnn.Training.Execution;
using EdgeCnn.Training.Losses;
using EdgeCnn.Training.Tasks;

namespace EdgeCnn.Training.Tests.Losses;

public sealed class TreeCrossEntropyTests
{
    private static readonly LabelTree Tree = new(["animal/cat/tabby", "animal/cat/siam", "animal/dog", "plant"]);
    private static readonly float[] Targets = [0, 1, 0, 0, 0, 0, 0, 1, float.NaN, 0, 0, 0];

    [Fact]
    public void Compute_TwoPictures_IsTheMeanOverLevelsOfMinusLnOfSummedLeaves()
    {
        float[] outputs = [0.5f, -1, 2, 0.1f, 1, 0, -0.5f, 1.5f, 9, 9, 9, 9];
        double[] a = Softmax(outputs[..4]), b = Softmax(outputs[4..8]);
        double expected = -(Math.Log(a[0] + a[1] + a[2]) + Math.Log(a[0] + a[1]) + Math.Log(a[1])) / 3 - Math.Log(b[3]);
        var sum = new TreeCrossEntropy(Tree).Compute(outputs, Targets, 4, 1, []);
        Assert.Equal(expected, sum.Loss, 5);
        Assert.Equal((1, 2), (sum.Right, sum.Count));
    }

    [Fact]
    public void Compute_Gradient_MatchesDifferences()
    {
        var loss = new TreeCrossEntropy(Tree);
        float[] outputs = [0.5f, -1, 2, 0.1f, 1, 0, -0.5f, 1.5f, 9, 9, 9, 9], gradient = new float[12];
        gradient.AsSpan().Fill(7);
        loss.Compute(outputs, Targets, 4, 0.5f, gradient);
        for (int i = 0; i < 12; i++)
        {
            float kept = outputs[i];
            outputs[i] = kept + 1e-2f;
            double up = loss.Compute(outputs, Targets, 4, 0, []).Loss;
            outputs[i] = kept - 1e-2f;
            double down = loss.Compute(outputs, Targets, 4, 0, []).Loss;
            outputs[i] = kept;
            Assert.Equal(0.5 * (up - down) / 2e-2, gradient[i], 1e-3);
        }
    }

    /// <summary>All leaves of the right node lie e^-95 below another: they are pulled up all the same, each by its share of the node.</summary>
    [Fact]
    public void Compute_SureMistake_StillPullsToTheRightLeaf()
    {
        var tree = new LabelTree(["a/b", "a/c", "d/e"]);
        float[] gradient = new float[3];
        LossSum sum = new TreeCrossEntropy(tree).Compute([0, 0, 95], [1, 0, 0], 3, 1, gradient);
        // Of a: half each; of b: all.
        Assert.Equal([-0.75f, -0.25f, 1f], gradient);
        Assert.Equal(((95 - Math.Log(2)) + 95) / 2, sum.Loss, 1e-4);
    }

    [Fact]
    public void Compute_OtherWidthThanTheTree_Throws() =>
        Assert.Throws<ArgumentException>(() => new TreeCrossEntropy(Tree).Compute(new float[3], new float[3], 3, 1, []));

    private static double[] Softmax(float[] logits) => [.. logits.Select(x => Math.Exp(x) / logits.Sum(y => Math.Exp(y)))];
}
