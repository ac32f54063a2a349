using EdgeCnn.Graph;
using EdgeCnn.Kernels.Elementwise;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Metrics;
using EdgeCnn.Training.Plots.Curves;
using EdgeCnn.Training.Plots.Tables;

namespace EdgeCnn.Cli.Runs;

/// <summary>What a network said to test pictures. Pictures that cannot be read, or have no class, are left out.</summary>
internal sealed class TestAnswers
{
    private const int MostQuestions = 8;

    // A picture of more would show nothing.
    private const int MostConfused = 100;
    private readonly IDataset data;
    private readonly Predictions predictions;
    private readonly float[] probabilities; // [predictions, classes]
    private readonly int[] asked; // predictions whose picture has a class
    private readonly int width; // outputs of a picture
    private readonly bool several, binary;

    /// <summary>Takes outputs.</summary>
    /// <param name="data">The test pictures.</param>
    /// <param name="predictions">What the network gave for them.</param>
    /// <param name="task">What the outputs are: one of several classes, one class or not, any of several.</param>
    public TestAnswers(IDataset data, Predictions predictions, ModelTask task)
    {
        this.data = data;
        this.predictions = predictions;
        width = predictions.Width;
        several = task == ModelTask.Multilabel;
        binary = task == ModelTask.Binary;
        Classes = binary ? [$"not {data.Labels[0]}", data.Labels[0]] : data.Labels;
        probabilities = new float[predictions.Count * width];
        for (int i = 0; i < predictions.Count; i++)
        {
            Span<float> own = probabilities.AsSpan(i * width, width);
            if (several || binary)
                Sigmoid(predictions.Output(i), own);
            else
                Softmax.Run(predictions.Output(i), own);
        }

        asked = [.. Enumerable.Range(0, predictions.Count).Where(i => several || binary || data.Label(predictions.IndexInSet(i)) >= 0)];
    }

    /// <summary>What an answer may be; of one class, whether it is or is not.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>What was taken for what; null where several classes may be right, or there are more than a picture can show.</summary>
    public ConfusionCounts? Confusion()
    {
        if (several || asked.Length == 0 || Classes.Count > MostConfused)
            return null;
        int[,] counts = new int[Classes.Count, Classes.Count];
        foreach (int i in asked)
            counts[Truth(i), Answer(i)]++;
        return new ConfusionCounts(Classes, counts);
    }

    /// <summary>The probability of each answer; nothing where several classes may be right.</summary>
    public IReadOnlyList<double> Confidences => several ? [] : [.. asked.Select(i => (double)Probability(i, Answer(i)))];

    /// <summary>Whether each answer is right.</summary>
    public IReadOnlyList<bool> Right => several ? [] : [.. asked.Select(i => Answer(i) == Truth(i))];

    /// <summary>The pictures that were taken for something else, the surest first.</summary>
    public IReadOnlyList<(int Picture, int Answer, double Probability)> Mistakes(int most) => several ? [] :
        [.. asked.Where(i => Answer(i) != Truth(i)).Select(i => (predictions.IndexInSet(i), Answer(i), (double)Probability(i, Answer(i)))).OrderByDescending(said => said.Item3).Take(most)];

    /// <summary>The classes as questions of yes or no: of two the second, of several that may be right the first eight, and only those with answers of both kinds.</summary>
    public IReadOnlyList<RocSeries> Questions()
    {
        int[] classes = several ? [.. Enumerable.Range(0, width)] : Classes.Count == 2 ? [1] : [];
        return [.. classes.Select(Question).Where(question => question.Positive.Distinct().Count() == 2).Take(MostQuestions)];
    }

    private RocSeries Question(int of) =>
        new(Classes[of], [.. asked.Select(i => (double)Probability(i, of))], [.. asked.Select(i => several ? Labels(i).Contains(of) : Truth(i) == of)]);

    private IReadOnlyList<int> Labels(int i) => data.LabelsOf(predictions.IndexInSet(i));

    private int Truth(int i) => binary ? Labels(i).Count : data.Label(predictions.IndexInSet(i));

    private int Answer(int i) => binary ? (Probability(i, 1) > 0.5f ? 1 : 0) : predictions.Answer(i);

    private float Probability(int i, int of)
    {
        float p = probabilities[(i * width) + (binary ? 0 : of)];
        return binary && of == 0 ? 1 - p : p;
    }

    private static void Sigmoid(ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        for (int i = 0; i < logits.Length; i++)
            probabilities[i] = 1 / (1 + MathF.Exp(-logits[i]));
    }
}
