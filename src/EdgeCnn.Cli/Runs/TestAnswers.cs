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
    private readonly int width; // outputs of a picture
    private readonly bool several, binary;

    /// <summary>Takes outputs.</summary>
    /// <param name="data">The test pictures.</param>
    /// <param name="logits">[pictures, classes]; becomes probabilities.</param>
    /// <param name="task">What the outputs are: one of several classes, one class or not, any of several.</param>
    public TestAnswers(IDataset data, float[] logits, ModelTask task)
    {
        this.data = data;
        width = data.Labels.Count;
        several = task == ModelTask.Multilabel;
        binary = task == ModelTask.Binary;
        Classes = binary ? [$"not {data.Labels[0]}", data.Labels[0]] : data.Labels;
        probabilities = logits;
        for (int i = 0; i < data.Count; i++)
        {
            Span<float> own = logits.AsSpan(i * width, width);
            if (several || binary)
                Sigmoid(own);
            else
                Softmax.Run(own, own);
        }

        HashSet<string> unreadable = [.. data.Unreadable.Select(picture => picture.Name)];
        pictures = [.. Enumerable.Range(0, data.Count).Where(i => (several || binary || data.Label(i) >= 0) && (unreadable.Count == 0 || !unreadable.Contains(data.NameOf(i))))];
    }

    /// <summary>What an answer may be; of one class, whether it is or is not.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>What was taken for what; null where several classes may be right.</summary>
    public ConfusionCounts? Confusion()
    {
        if (several || pictures.Length == 0)
            return null;
        int[,] counts = new int[Classes.Count, Classes.Count];
        foreach (int picture in pictures)
            counts[Truth(picture), Answer(picture)]++;
        return new ConfusionCounts(Classes, counts);
    }

    /// <summary>The probability of each answer; nothing where several classes may be right.</summary>
    public IReadOnlyList<double> Confidences => several ? [] : [.. pictures.Select(picture => (double)Probability(picture, Answer(picture)))];

    /// <summary>Whether each answer is right.</summary>
    public IReadOnlyList<bool> Right => several ? [] : [.. pictures.Select(picture => Answer(picture) == Truth(picture))];

    /// <summary>The pictures that were taken for something else, the surest first.</summary>
    public IReadOnlyList<(int Picture, int Answer, double Probability)> Mistakes(int most) => several ? [] :
        [.. pictures.Select(picture => (Picture: picture, Answer: Answer(picture))).Where(said => said.Answer != Truth(said.Picture))
            .Select(said => (said.Picture, said.Answer, (double)Probability(said.Picture, said.Answer))).OrderByDescending(said => said.Item3).Take(most)];

    /// <summary>The classes as questions of yes or no: of two the second, of several that may be right the first eight, and only those with answers of both kinds.</summary>
    public IReadOnlyList<RocSeries> Questions()
    {
        int[] asked = several ? [.. Enumerable.Range(0, width)] : Classes.Count == 2 ? [1] : [];
        return [.. asked.Select(Question).Where(question => question.Positive.Distinct().Count() == 2).Take(MostQuestions)];
    }

    private RocSeries Question(int of) =>
        new(Classes[of], [.. pictures.Select(picture => (double)Probability(picture, of))], [.. pictures.Select(picture => several ? data.LabelsOf(picture).Contains(of) : Truth(picture) == of)]);

    private int Truth(int picture) => binary ? data.LabelsOf(picture).Count : data.Label(picture);

    private int Answer(int picture) => binary ? (Probability(picture, 1) > 0.5f ? 1 : 0) : Loss.Largest(probabilities.AsSpan(picture * width, width));

    private float Probability(int picture, int of)
    {
        float p = probabilities[(picture * width) + (binary ? 0 : of)];
        return binary && of == 0 ? 1 - p : p;
    }

    private static void Sigmoid(Span<float> values)
    {
        foreach (ref float value in values)
            value = 1 / (1 + MathF.Exp(-value));
    }
}
