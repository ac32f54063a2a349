using EdgeCnn.Graph;
using EdgeCnn.Training.Plots.Tables;
using EdgeCnn.Training.Tasks;

namespace EdgeCnn.Training.Metrics;

/// <summary>How a network does on test pictures, in the figures of its task; null where a figure has no meaning.</summary>
public sealed record TestMetrics
{
    /// <summary>The least number of classes for which the five best answers say anything.</summary>
    private const int ManyClasses = 6;

    /// <summary>The share of pictures answered right: with all labels, if there are several.</summary>
    public required double Top1 { get; init; }

    /// <summary>The share of pictures whose class is among the five best; for more than five classes.</summary>
    public double? Top5 { get; init; }

    /// <summary>The mean F1 of the classes.</summary>
    public double? MacroF1 { get; init; }

    /// <summary>F1 over all answers to all labels; for several labels.</summary>
    public double? MicroF1 { get; init; }

    /// <summary>The area under the ROC curve; for two classes.</summary>
    public double? Auc { get; init; }

    /// <summary>The mean area under the ROC curves of the labels that occur; for several labels.</summary>
    public double? MacroAuc { get; init; }

    /// <summary>The expected calibration error of the answers.</summary>
    public double? Ece { get; init; }

    /// <summary>For a tree of labels: from the names below the root to the leaves.</summary>
    public IReadOnlyList<LevelMetrics>? Levels { get; init; }

    /// <summary>Precision, recall and F1 of each class.</summary>
    public required IReadOnlyList<ClassRow> Classes { get; init; }

    /// <summary>Computes the figures of a task.</summary>
    /// <param name="contract">Task and names of the outputs.</param>
    /// <param name="predictions">At least one picture's.</param>
    /// <param name="tree">The tree of the labels, if they are one.</param>
    /// <exception cref="ArgumentException">There are no pictures, or the outputs do not fit the labels.</exception>
    public static TestMetrics Of(InputContract contract, Predictions predictions, LabelTree? tree = null)
    {
        if (predictions.Count == 0 || predictions.Width != contract.Labels.Length)
            throw new ArgumentException($"{predictions.Count} pictures with {predictions.Width} outputs do not fit {contract.Labels.Length} labels.", nameof(predictions));
        return contract.Task == ModelTask.Multiclass || (contract.Task == ModelTask.Binary && predictions.Width > 1) ? OfClasses(contract, predictions, tree) : OfLabels(contract, predictions);
    }

    private static TestMetrics OfClasses(InputContract contract, Predictions predictions, LabelTree? tree)
    {
        int classes = predictions.Width;
        double[] confidences = new double[predictions.Count], differences = new double[predictions.Count];
        bool[] right = new bool[predictions.Count];
        for (int i = 0; i < predictions.Count; i++)
        {
            int answer = predictions.Answer(i);
            confidences[i] = predictions.Probabilities(i)[answer];
            right[i] = answer == predictions.Class(i);
            if (classes == 2)
                differences[i] = predictions.Output(i)[1] - predictions.Output(i)[0];
        }

        AnswerCounts[] counts = predictions.ByClass();
        return new TestMetrics
        {
            Top1 = TopAnswers.Share(predictions, 1),
            Top5 = classes >= ManyClasses ? TopAnswers.Share(predictions, 5) : null,
            MacroF1 = Finite(AnswerCounts.Macro(counts, count => count.F1)),
            // Softmax over two classes is a sigmoid of the logits' difference.
            Auc = classes == 2 ? Finite(RocArea.Of(differences, [.. Enumerable.Range(0, predictions.Count).Select(i => predictions.Class(i) == 1)])) : null,
            Ece = CalibrationError.Of(confidences, right),
            Levels = tree is null ? null : [.. tree.Levels.Select((level, i) => OfLevel(predictions, level, i + 1))],
            Classes = Rows(contract, counts),
        };
    }

    private static TestMetrics OfLabels(InputContract contract, Predictions predictions)
    {
        AnswerCounts[] counts = predictions.ByLabel();
        double[] areas = [.. Enumerable.Range(0, predictions.Width).Select(predictions.RocArea).Where(double.IsFinite)];
        double? area = areas.Length > 0 ? areas.Average() : null;
        int pictures = predictions.Count, labels = predictions.Width;
        double[] confidences = new double[pictures * labels];
        bool[] right = new bool[pictures * labels];
        for (int i = 0; i < confidences.Length; i++)
        {
            double x = predictions.Output(i / labels)[i % labels];
            confidences[i] = 1 / (1 + Math.Exp(-Math.Abs(x)));
            right[i] = x > 0 == predictions.Target(i / labels)[i % labels] > 0.5f;
        }

        bool binary = contract.Task == ModelTask.Binary;
        return new TestMetrics
        {
            Top1 = (double)Enumerable.Range(0, pictures).Count(i => right.AsSpan(i * labels, labels).IndexOf(false) < 0) / pictures,
            MacroF1 = Finite(AnswerCounts.Macro(counts, count => count.F1)),
            MicroF1 = binary ? null : Finite(AnswerCounts.Micro(counts).F1),
            Auc = binary ? area : null,
            MacroAuc = binary ? null : area,
            Ece = CalibrationError.Of(confidences, right),
            Classes = Rows(contract, counts),
        };
    }

    private static LevelMetrics OfLevel(Predictions predictions, TreeLevel level, int number)
    {
        int[] answers = [.. Enumerable.Range(0, predictions.Count).Select(i => Losses.Loss.Largest(level.Sum(predictions.Probabilities(i))))];
        int right = Enumerable.Range(0, answers.Length).Count(i => answers[i] == level.NodeOf(predictions.Class(i)));
        AnswerCounts[] counts = predictions.Counted(i => level.NodeOf(predictions.Class(i)), i => answers[i], level.Nodes.Count);
        return new LevelMetrics(number, level.Nodes.Count, (double)right / answers.Length, Finite(AnswerCounts.Macro(counts, count => count.F1)));
    }

    private static ClassRow[] Rows(InputContract contract, AnswerCounts[] counts) => [.. contract.Labels.Zip(counts, ClassRow.Of)];

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
