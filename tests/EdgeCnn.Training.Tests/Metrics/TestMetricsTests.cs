using EdgeCnn.Graph;
using EdgeCnn.Training.Losses;
using EdgeCnn.Training.Metrics;
using EdgeCnn.Training.Tasks;

namespace EdgeCnn.Training.Tests.Metrics;

/// <summary>The figures of each task against loops over pictures that know nothing of the code under test.</summary>
public sealed class TestMetricsTests
{
    private const int Pictures = 300;

    [Fact]
    public void Of_Classes_MatchesCountingPictureByPicture()
    {
        const int n = 7;
        var (outputs, truth) = Draw(n, seed: 1);
        TestMetrics metrics = TestMetrics.Of(Contract(ModelTask.Multiclass, n), OneHot(outputs, truth, n));
        int[] answers = [.. outputs.Chunk(n).Select(row => Array.IndexOf(row, row.Max()))];
        Assert.Equal(answers.Zip(truth).Average(pair => pair.First == pair.Second ? 1.0 : 0), metrics.Top1, 12);
        Assert.Equal(outputs.Chunk(n).Zip(truth).Average(pair => Enumerable.Range(0, n).OrderByDescending(c => pair.First[c]).Take(5).Contains(pair.Second) ? 1.0 : 0), metrics.Top5!.Value, 12);
        double f1 = 0;
        for (int c = 0; c < n; c++)
        {
            double hit = answers.Zip(truth).Count(pair => pair.First == c && pair.Second == c), precision = hit / answers.Count(a => a == c), recall = hit / truth.Count(t => t == c);
            Assert.Equal(precision, metrics.Classes[c].Precision, 12);
            Assert.Equal(recall, metrics.Classes[c].Recall, 12);
            Assert.Equal(2 * precision * recall / (precision + recall), metrics.Classes[c].F1, 12);
            f1 += metrics.Classes[c].F1 / n;
        }

        Assert.Equal(f1, metrics.MacroF1!.Value, 12);
        Assert.Equal(Calibration(outputs.Chunk(n).Select(row => row.Max(x => Math.Exp(x)) / row.Sum(x => Math.Exp(x))), answers.Zip(truth, (a, t) => a == t)), metrics.Ece!.Value, 5);
        Assert.Equal((null, null, null), (metrics.MicroF1, metrics.Auc, metrics.MacroAuc));
    }

    [Fact]
    public void Of_TwoClassesAndOneSigmoidOfTheirDifference_AgreesInEveryFigure()
    {
        var (outputs, truth) = Draw(2, seed: 2);
        float[] difference = [.. outputs.Chunk(2).Select(row => row[1] - row[0])];
        TestMetrics two = TestMetrics.Of(Contract(ModelTask.Multiclass, 2), OneHot(outputs, truth, 2));
        TestMetrics one = TestMetrics.Of(Contract(ModelTask.Binary, 1), new Predictions(difference, [.. truth.Select(t => (float)t)], 1));
        Assert.Equal(two.Top1, one.Top1, 12);
        Assert.Equal(two.Auc!.Value, one.Auc!.Value, 12);
        Assert.Equal(two.Ece!.Value, one.Ece!.Value, 5);
        Assert.Equal(two.Classes[1].F1, one.Classes[0].F1, 12);
        Assert.Null(two.Top5);
    }

    [Fact]
    public void Of_SeveralLabels_MatchesCountingLabelByLabel()
    {
        const int n = 4;
        var random = new SeededRandom(5);
        float[] targets = [.. Enumerable.Range(0, Pictures * n).Select(i => random.NextInt(i % n + 2) == 0 ? 1f : 0)];
        float[] outputs = [.. targets.Select(t => (float)(t + random.NextDouble() * 3 - 2))];
        TestMetrics metrics = TestMetrics.Of(Contract(ModelTask.Multilabel, n), new Predictions(outputs, targets, n));
        double tp = 0, wrong = 0, macro = 0, area = 0;
        for (int label = 0; label < n; label++)
        {
            int[] own = [.. Enumerable.Range(0, Pictures).Select(i => (i * n) + label)];
            double hit = own.Count(i => outputs[i] > 0 && targets[i] == 1), miss = own.Count(i => outputs[i] > 0 != (targets[i] == 1));
            macro += 2 * hit / ((2 * hit) + miss) / n;
            tp += hit;
            wrong += miss;
            int[] yes = [.. own.Where(i => targets[i] == 1)], no = [.. own.Where(i => targets[i] == 0)];
            area += yes.Sum(a => no.Sum(b => outputs[a] > outputs[b] ? 1 : outputs[a] == outputs[b] ? 0.5 : 0)) / ((double)yes.Length * no.Length) / n;
        }

        Assert.Equal(macro, metrics.MacroF1!.Value, 12);
        Assert.Equal(2 * tp / ((2 * tp) + wrong), metrics.MicroF1!.Value, 12);
        Assert.Equal(area, metrics.MacroAuc!.Value, 12);
        Assert.Equal(Enumerable.Range(0, Pictures).Average(i => Enumerable.Range(i * n, n).All(at => outputs[at] > 0 == (targets[at] == 1)) ? 1.0 : 0), metrics.Top1, 12);
        Assert.Equal(Calibration(outputs.Select(x => 1 / (1 + Math.Exp(-Math.Abs((double)x)))), outputs.Zip(targets, (x, t) => x > 0 == (t == 1))), metrics.Ece!.Value, 9);
    }

    [Fact]
    public void Of_Tree_SumsLeavesAndAnswersEachLevelByItself()
    {
        // p = 0.3, 0.3, 0.4: the likeliest leaf is a vehicle, the likeliest kind an animal.
        float[] outputs = [MathF.Log(0.3f), MathF.Log(0.3f), MathF.Log(0.4f), 9, 0, 0];
        var contract = Contract(ModelTask.Multiclass, 3) with { Labels = ["animal/cat", "animal/dog", "vehicle/car"] };
        TestMetrics metrics = TestMetrics.Of(contract, OneHot(outputs, [1, 0], 3), new LabelTree(contract.Labels));
        Assert.Equal([new LevelMetrics(1, 2, 1, 1), new LevelMetrics(2, 3, 0.5, 1.0 / 3)], metrics.Levels!);
        Assert.Equal(0.5, metrics.Top1);
    }

    [Fact]
    public void Of_PicturesThatCouldNotBeRead_CountForNothing()
    {
        var predictions = new Predictions([1, 0, 0, 1, 1, 0], [1, 0, float.NaN, 0, 0, 1], 2);
        Assert.Equal(2, predictions.Count);
        Assert.Equal(0.5, TestMetrics.Of(Contract(ModelTask.Multiclass, 2), predictions).Top1);
        Evaluation judged = predictions.Judge(new SoftmaxCrossEntropy());
        Assert.Equal((Math.Log(1 + Math.Exp(-1)) + Math.Log(1 + Math.E)) / 2, judged.Loss, 5);
        Assert.Equal(0.5, judged.Accuracy);
        int[,] expected = { { 1, 0 }, { 1, 0 } };
        Assert.Equal(expected, predictions.Confusion(["a", "b"]).Counts);
    }

    [Fact]
    public void Top_EqualOutputs_CountsTheFirstAsTheLargest()
    {
        Predictions predictions = OneHot([1, 1, 1, 1, 1, 1], [0, 2], 3);
        Assert.Equal([0.5, 0.5, 1], ((int[])[1, 2, 3]).Select(k => TopAnswers.Share(predictions, k)));
    }

    private static double Calibration(IEnumerable<double> confidences, IEnumerable<bool> right) => CalibrationError.Of([.. confidences], [.. right]);

    private static InputContract Contract(ModelTask task, int labels) =>
        StripesDataset.Contract with { Task = task, Labels = [.. Enumerable.Range(0, labels).Select(i => $"class {i}")] };

    private static (float[] Outputs, int[] Truth) Draw(int n, int seed)
    {
        var random = new SeededRandom(seed);
        int[] truth = [.. Enumerable.Range(0, Pictures).Select(_ => random.NextInt(n))];
        return ([.. Enumerable.Range(0, Pictures * n).Select(i => (float)(random.NextDouble() * 4) + (truth[i / n] == i % n ? 1 : 0))], truth);
    }

    private static Predictions OneHot(float[] outputs, int[] truth, int n) =>
        new(outputs, [.. Enumerable.Range(0, truth.Length * n).Select(i => truth[i / n] == i % n ? 1f : 0)], n);
}
