using EdgeCnn.Graph;
using EdgeCnn.Kernels.Elementwise;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Losses;
using EdgeCnn.Training.Plots.Curves;
using EdgeCnn.Training.Plots.Tables;

namespace EdgeCnn.Cli.Runs;

/// <summary>What a network said to test pictures. Pictures that cannot be read, or have no class, are left out.</summary>
internal sealed class TestAnswers
{
    private const int MostQuestions = 8;
    private readonly IDataset data;
    private readonly float[] probabilities; // [pictures, classes]
    private readonly int[] pictures;
    private readonly int classes;
    private readonly bool several;

    /// <summary>Takes outputs.</summary>
    /// <param name="data">The test pictures.</param>
    /// <param name="logits">[pictures, classes]; becomes probabilities.</param>
    /// <param name="task">Whether one class is right, or any number of labels; one class against all others is a label by itself.</param>
    public TestAnswers(IDataset data, float[] logits, ModelTask task)
    {
        this.data = data;
        classes = data.Labels.Count;
        several = task != ModelTask.Multiclass;
        probabilities = logits;
        for (int i = 0; i < data.Count; i++)
        {
            Span<float> own = logits.AsSpan(i * classes, classes);
            if (several)
                Sigmoid(own);
            else
                Softmax.Run(own, own);
        }

        HashSet<string> unreadable = [.. data.Unreadable.Select(picture => picture.Name)];
        pictures = [.. Enumerable.Range(0, data.Count).Where(i => (several || data.Label(i) >= 0) && (unreadable.Count == 0 || !unreadable.Contains(data.NameOf(i))))];
    }

    /// <summary>What was taken for what; null where several classes may be right.</summary>
    public ConfusionCounts? Confusion()
    {
        if (several || pictures.Length == 0)
            return null;
        int[,] counts = new int[classes, classes];
        foreach (int picture in pictures)
            counts[data.Label(picture), Answer(picture)]++;
        return new ConfusionCounts(data.Labels, counts);
    }

    /// <summary>The probability of each answer; nothing where several classes may be right.</summary>
    public IReadOnlyList<double> Confidences => several ? [] : [.. pictures.Select(picture => (double)Probability(picture, Answer(picture)))];

    /// <summary>Whether each answer is right.</summary>
    public IReadOnlyList<bool> Right => several ? [] : [.. pictures.Select(picture => Answer(picture) == data.Label(picture))];

    /// <summary>The pictures that were taken for something else, the surest first.</summary>
    public IReadOnlyList<(int Picture, int Answer, double Probability)> Mistakes(int most) => several ? [] :
        [.. pictures.Select(picture => (Picture: picture, Answer: Answer(picture))).Where(said => said.Answer != data.Label(said.Picture))
            .Select(said => (said.Picture, said.Answer, (double)Probability(said.Picture, said.Answer))).OrderByDescending(said => said.Item3).Take(most)];

    /// <summary>The classes as questions of yes or no: of two the second, of several that may be right the first eight, and only those with answers of both kinds.</summary>
    public IReadOnlyList<RocSeries> Questions()
    {
        int[] asked = several ? [.. Enumerable.Range(0, classes)] : classes == 2 ? [1] : [];
        return [.. asked.Select(Question).Where(question => question.Positive.Distinct().Count() == 2).Take(MostQuestions)];
    }

    private RocSeries Question(int of) =>
        new(data.Labels[of], [.. pictures.Select(picture => (double)Probability(picture, of))], [.. pictures.Select(picture => several ? data.LabelsOf(picture).Contains(of) : data.Label(picture) == of)]);

    private int Answer(int picture) => Loss.Largest(probabilities.AsSpan(picture * classes, classes));

    private float Probability(int picture, int of) => probabilities[(picture * classes) + of];

    private static void Sigmoid(Span<float> values)
    {
        foreach (ref float value in values)
            value = 1 / (1 + MathF.Exp(-value));
    }
}
