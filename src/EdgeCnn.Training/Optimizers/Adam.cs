using System.Numerics;
using EdgeCnn.Training.Execution;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Optimizers;

/// <summary>Adam: steps along the bias-corrected mean of the gradients over the root of the mean of their squares.</summary>
/// <remarks>
/// m = β1·m + (1−β1)·g, v = β2·v + (1−β2)·g², w −= η·(m / (1−β1ᵗ)) / (√(v / (1−β2ᵗ)) + ε).
/// Source: Kingma and Ba 2015, "Adam: A Method for Stochastic Optimization", Algorithm 1.
/// </remarks>
public sealed class Adam(float learningRate = 1e-3f, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-8f) : IOptimizer
{
    private readonly List<float[]> means = [];
    private readonly List<float[]> squares = [];
    // β1ᵗ and β2ᵗ as running products: a platform's power function may round in its own way.
    private double power1 = 1;
    private double power2 = 1;

    /// <inheritdoc/>
    public float LearningRate { get; set; } = learningRate;

    /// <inheritdoc/>
    public void Step(IReadOnlyList<Parameter> parameters, Crew crew)
    {
        power1 *= beta1;
        power2 *= beta2;
        float correction1 = (float)(1 / (1 - power1)), correction2 = (float)(1 / (1 - power2));
        for (int p = means.Count; p < parameters.Count; p++)
        {
            means.Add(new float[parameters[p].Value.Length]);
            squares.Add(new float[parameters[p].Value.Length]);
        }

        for (int p = 0; p < parameters.Count; p++)
        {
            Parameter parameter = parameters[p];
            float[] mean = means[p], square = squares[p];
            crew.OverRange(mean.Length, 16384, (first, count) =>
                Update(parameter.Value.AsSpan(first, count), parameter.Gradient.AsSpan(first, count), mean.AsSpan(first, count), square.AsSpan(first, count), correction1, correction2));
        }
    }

    private void Update(Span<float> w, ReadOnlySpan<float> g, Span<float> m, Span<float> v, float correction1, float correction2)
    {
        int i = 0, width = Vector<float>.Count;
        var eps = new Vector<float>(epsilon);
        for (; i <= w.Length - width; i += width)
        {
            var gradient = new Vector<float>(g[i..]);
            var mean = (new Vector<float>(m[i..]) * beta1) + (gradient * (1 - beta1));
            var square = (new Vector<float>(v[i..]) * beta2) + (gradient * gradient * (1 - beta2));
            mean.CopyTo(m[i..]);
            square.CopyTo(v[i..]);
            (new Vector<float>(w[i..]) - (mean * correction1 * LearningRate / (Vector.SquareRoot(square * correction2) + eps))).CopyTo(w[i..]);
        }

        // The same operations in the same order, so that where a vector ends changes nothing.
        for (; i < w.Length; i++)
        {
            m[i] = (m[i] * beta1) + (g[i] * (1 - beta1));
            v[i] = (v[i] * beta2) + (g[i] * g[i] * (1 - beta2));
            w[i] -= m[i] * correction1 * LearningRate / (MathF.Sqrt(v[i] * correction2) + epsilon);
        }
    }
}
