using EdgeCnn.Training.Execution;

namespace EdgeCnn.Training.Losses;

/// <summary>How far outputs are from their targets.</summary>
public abstract class Loss
{
    /// <summary>The name that reports print.</summary>
    public abstract string Name { get; }

    /// <summary>The loss of pictures that nothing is learned from: without weights that make up for their numbers among the training pictures.</summary>
    public virtual Loss ToJudgeBy => this;

    /// <summary>Losses and derivatives of some pictures of a batch.</summary>
    /// <param name="outputs">[count, n]</param>
    /// <param name="targets">[count, n]; for classes 1 at the right one and 0 elsewhere, or shares that sum to 1.</param>
    /// <param name="n">Outputs of a picture.</param>
    /// <param name="scale">The derivative's factor: 1 / batch for the mean loss.</param>
    /// <param name="gradient">Receives the derivative, [count, n]; empty if it is not wanted.</param>
    /// <returns>The sum of the losses and how many pictures are right.</returns>
    public abstract LossSum Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int n, float scale, Span<float> gradient);

    /// <summary>True for the target of a picture that could not be read: it counts for nothing.</summary>
    public static bool IsLeftOut(ReadOnlySpan<float> target) => float.IsNaN(target[0]);

    /// <summary>The place of the largest number; of equal ones the first.</summary>
    public static int Largest(ReadOnlySpan<float> numbers)
    {
        int best = 0;
        for (int i = 1; i < numbers.Length; i++)
        {
            if (numbers[i] > numbers[best])
                best = i;
        }

        return best;
    }
}
