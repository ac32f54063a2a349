using EdgeCnn.Kernels.Elementwise;
using EdgeCnn.Training.Losses;
using EdgeCnn.Training.Plots.Tables;

namespace EdgeCnn.Training.Metrics;

/// <summary>What a network gave for the pictures of a set, beside what it should have given; pictures that could not be read are not among them.</summary>
public sealed class Predictions
{
    private readonly float[] outputs; // [Count, Width], logits
    private readonly float[] targets; // [Count, Width]
    private readonly int[] pictures; // [Count]

    /// <summary>Pairs outputs with targets.</summary>
    /// <param name="outputs">Logits: [count, width].</param>
    /// <param name="targets">1 for each class of a picture, 0 for the others; NaN in the first place for a picture to leave out: [count, width].</param>
    /// <param name="width">Outputs of a picture.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public Predictions(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int width)
    {
        if (width <= 0 || outputs.Length % width != 0 || outputs.Length != targets.Length)
            throw new ArgumentException($"{outputs.Length} outputs and {targets.Length} targets of {width} numbers do not fit.", nameof(outputs));
        Width = width;
        this.outputs = new float[outputs.Length];
        this.targets = new float[outputs.Length];
        pictures = new int[outputs.Length / width];
        for (int at = 0; at < outputs.Length; at += width)
        {
            if (Loss.IsLeftOut(targets[at..]))
                continue;
            outputs.Slice(at, width).CopyTo(this.outputs.AsSpan(Count * width));
            targets.Slice(at, width).CopyTo(this.targets.AsSpan(Count * width));
            pictures[Count++] = at / width;
        }
    }

    /// <summary>Pictures.</summary>
    public int Count { get; }

    /// <summary>Outputs of a picture.</summary>
    public int Width { get; }

    /// <summary>The number of a picture in the set that these are of.</summary>
    public int IndexInSet(int picture) => pictures[picture];

    /// <summary>A picture's logits.</summary>
    public ReadOnlySpan<float> Output(int picture) => outputs.AsSpan(picture * Width, Width); // [Width]

    /// <summary>What they should have been.</summary>
    public ReadOnlySpan<float> Target(int picture) => targets.AsSpan(picture * Width, Width); // [Width]

    /// <summary>A picture's class, where exactly one is right.</summary>
    public int Class(int picture) => Loss.Largest(Target(picture));

    /// <summary>The class with the largest output; of equal ones the first.</summary>
    public int Answer(int picture) => Loss.Largest(Output(picture));

    /// <summary>The softmax of a picture's logits.</summary>
    public float[] Probabilities(int picture)
    {
        float[] p = new float[Width]; // [Width]
        Softmax.Run(Output(picture), p);
        return p;
    }

    /// <summary>Mean loss and share of pictures that the loss calls right.</summary>
    public Evaluation Judge(Loss loss)
    {
        int length = Count * Width;
        var sum = loss.Compute(outputs.AsSpan(0, length), targets.AsSpan(0, length), Width, 0, []);
        return new Evaluation(sum.Loss / sum.Count, (double)sum.Right / sum.Count);
    }

    /// <summary>How often which class was taken for which.</summary>
    /// <param name="classes">The names of the outputs.</param>
    public ConfusionCounts Confusion(IReadOnlyList<string> classes)
    {
        int[,] counts = new int[Width, Width]; // [truth, answer]
        for (int i = 0; i < Count; i++)
            counts[Class(i), Answer(i)]++;
        return new ConfusionCounts(classes, counts);
    }

    /// <summary>How each class is told from the others, where exactly one is right.</summary>
    public AnswerCounts[] ByClass() => Counted(i => Class(i), i => Answer(i), Width);

    /// <summary>How each label is answered by itself, where any number is right: yes above logit 0, which is probability ½.</summary>
    public AnswerCounts[] ByLabel()
    {
        var counts = new AnswerCounts[Width];
        for (int i = 0; i < Count; i++)
        {
            for (int label = 0; label < Width; label++)
            {
                bool said = Output(i)[label] > 0, truly = Target(i)[label] > 0.5f;
                counts[label] += new AnswerCounts(said && truly ? 1 : 0, said && !truly ? 1 : 0, !said && truly ? 1 : 0);
            }
        }

        return counts;
    }

    /// <summary>The area under the ROC curve of one output; NaN if all its targets are alike.</summary>
    public double RocArea(int output) => Metrics.RocArea.Of(
        [.. Enumerable.Range(0, Count).Select(i => (double)Output(i)[output])],
        [.. Enumerable.Range(0, Count).Select(i => Target(i)[output] > 0.5f)]);

    /// <summary>Counts answers for each of some classes.</summary>
    internal AnswerCounts[] Counted(Func<int, int> truth, Func<int, int> answer, int classes)
    {
        var counts = new AnswerCounts[classes];
        for (int i = 0; i < Count; i++)
        {
            int truly = truth(i), said = answer(i);
            if (truly == said)
            {
                counts[truly] += new AnswerCounts(1, 0, 0);
                continue;
            }

            counts[said] += new AnswerCounts(0, 1, 0);
            counts[truly] += new AnswerCounts(0, 0, 1);
        }

        return counts;
    }
}
