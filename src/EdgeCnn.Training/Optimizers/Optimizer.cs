using EdgeCnn.Training.Execution;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Optimizers;

/// <summary>Changes parameters along their gradients.</summary>
/// <remarks>Exactness: element by element, so that neither threads nor the width of registers change a bit.</remarks>
public abstract class Optimizer
{
    private const int Block = 16384;
    private readonly List<float[][]> slots = [];

    /// <summary>η, the step size; may be set before each step.</summary>
    public float LearningRate { get; set; } = 1e-3f;

    /// <summary>Largest Euclidean norm of all gradients together; longer ones are shortened to it. 0 for any.</summary>
    /// <remarks>Source: Pascanu et al. 2013, "On the difficulty of training recurrent neural networks", Algorithm 1.</remarks>
    public float ClipNorm { get; init; }

    /// <summary>Steps done.</summary>
    public long Steps { get; internal set; }

    /// <summary>The name that reports print.</summary>
    public abstract string Name { get; }

    /// <summary>Numbers that are remembered for each parameter's element.</summary>
    protected abstract int SlotCount { get; }

    /// <summary>What is remembered, for checkpoints: [parameter][slot], empty of what is frozen.</summary>
    internal IReadOnlyList<float[][]> Slots => slots;

    /// <summary>Called before the gradients of a step are computed.</summary>
    public virtual void Look(IReadOnlyList<Parameter> parameters, Crew crew)
    {
    }

    /// <summary>One step.</summary>
    /// <param name="parameters">The same ones at every step.</param>
    /// <param name="crew">Who works.</param>
    /// <returns>The Euclidean norm of all gradients together, before clipping.</returns>
    public double Step(IReadOnlyList<Parameter> parameters, Crew crew)
    {
        Reserve(parameters);
        double norm = Norm(parameters, crew);
        float clip = ClipNorm > 0 && norm > ClipNorm ? (float)(ClipNorm / norm) : 1f;
        Steps++;
        Begin();
        for (int p = 0; p < parameters.Count; p++)
        {
            Parameter parameter = parameters[p];
            if (!parameter.IsTrainable)
                continue;
            float[][] own = slots[p];
            crew.OverRange(parameter.Value.Length, Block, (first, count) =>
            {
                Span<float> gradient = parameter.Gradient.AsSpan(first, count);
                if (clip != 1f)
                {
                    foreach (ref float g in gradient)
                        g *= clip;
                }

                Update(parameter, LearningRate * parameter.RateScale, parameter.Value.AsSpan(first, count), gradient, own, first);
            });
        }

        return norm;
    }

    /// <summary>Has memory for the parameters, none for those that are frozen.</summary>
    internal void Reserve(IReadOnlyList<Parameter> parameters)
    {
        for (int p = 0; p < parameters.Count; p++)
        {
            int length = parameters[p].IsTrainable ? parameters[p].Value.Length : 0;
            if (p == slots.Count)
                slots.Add([]);
            if (slots[p].Length != SlotCount || (SlotCount > 0 && slots[p][0].Length < length))
                slots[p] = [.. Enumerable.Range(0, SlotCount).Select(_ => new float[length])];
        }
    }

    /// <summary>Called once a step, when <see cref="Steps"/> counts it already.</summary>
    protected virtual void Begin()
    {
    }

    /// <summary>Changes a range of one parameter.</summary>
    /// <param name="parameter">Which.</param>
    /// <param name="rate">Its step size.</param>
    /// <param name="w">The range's values.</param>
    /// <param name="g">Their gradients.</param>
    /// <param name="slots">What is remembered of the whole parameter.</param>
    /// <param name="first">Where the range begins in it.</param>
    protected abstract void Update(Parameter parameter, float rate, Span<float> w, ReadOnlySpan<float> g, float[][] slots, int first);

    private static double Norm(IReadOnlyList<Parameter> parameters, Crew crew)
    {
        double[] squares = new double[parameters.Count];
        crew.Run(parameters.Count, (_, p) => squares[p] = parameters[p].IsTrainable ? Squares(parameters[p].Gradient) : 0);
        return Math.Sqrt(squares.Sum());
    }

    // Four sums, so that additions need not wait for each other.
    private static double Squares(ReadOnlySpan<float> g)
    {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        int i = 0;
        for (; i < g.Length - 3; i += 4)
        {
            s0 += (double)g[i] * g[i];
            s1 += (double)g[i + 1] * g[i + 1];
            s2 += (double)g[i + 2] * g[i + 2];
            s3 += (double)g[i + 3] * g[i + 3];
        }

        for (; i < g.Length; i++)
            s0 += (double)g[i] * g[i];
        return s0 + s1 + (s2 + s3);
    }
}
