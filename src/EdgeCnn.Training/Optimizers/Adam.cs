using System.Numerics;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Optimizers;

/// <summary>Steps along the bias-corrected mean of the gradients over the root of the mean of their squares; AMSGrad and AdamW as options.</summary>
/// <remarks>
/// m = β1·m + (1−β1)·g, v = β2·v + (1−β2)·g², w −= η·(m / (1−β1ᵗ)) / (√(v / (1−β2ᵗ)) + ε). AMSGrad takes the largest v so far instead.
/// L2 adds λ·w to g (PyTorch's Adam); AdamW takes η·λ·w from w instead. Both leave biases and other rows alone.
/// Sources: Kingma and Ba 2015, "Adam", Algorithm 1; Reddi et al. 2018, "On the Convergence of Adam and Beyond", Algorithm 2;
/// Loshchilov and Hutter 2019, "Decoupled Weight Decay Regularization", Algorithm 2.
/// </remarks>
public sealed class Adam(float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = Adam.UsualEpsilon) : Optimizer
{
    /// <summary>The paper's and PyTorch's ε; Keras has 10⁻⁷.</summary>
    public const float UsualEpsilon = 1e-8f;

    private float correction1;
    private float correction2;

    /// <summary>True to divide by the largest mean of squares so far.</summary>
    public bool AmsGrad { get; init; }

    /// <summary>λ that is added to gradients.</summary>
    public float L2 { get; init; }

    /// <summary>λ that is taken from weights: AdamW.</summary>
    public float WeightDecay { get; init; }

    /// <inheritdoc/>
    public override string Name => WeightDecay > 0 ? "adamw" : AmsGrad ? "amsgrad" : "adam";

    /// <inheritdoc/>
    protected override int SlotCount => AmsGrad ? 3 : 2;

    /// <inheritdoc/>
    protected override void Begin()
    {
        // As products: a platform's power function may round in its own way.
        correction1 = (float)(1 / (1 - Power(beta1, Steps)));
        correction2 = (float)(1 / (1 - Power(beta2, Steps)));
    }

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, float rate, Span<float> w, ReadOnlySpan<float> g, float[][] slots, int first)
    {
        Span<float> m = slots[0].AsSpan(first, w.Length), v = slots[1].AsSpan(first, w.Length), largest = AmsGrad ? slots[2].AsSpan(first, w.Length) : default;
        bool isWeight = parameter.Shape.Rank > 1;
        float l2 = isWeight ? L2 : 0, decay = isWeight ? rate * WeightDecay : 0;
        int i = 0, width = Vector<float>.Count;
        var eps = new Vector<float>(epsilon);
        for (; i <= w.Length - width; i += width)
        {
            var weight = new Vector<float>(w[i..]);
            var gradient = new Vector<float>(g[i..]) + (weight * l2);
            var mean = (new Vector<float>(m[i..]) * beta1) + (gradient * (1 - beta1));
            var square = (new Vector<float>(v[i..]) * beta2) + (gradient * gradient * (1 - beta2));
            mean.CopyTo(m[i..]);
            square.CopyTo(v[i..]);
            if (AmsGrad)
            {
                square = Vector.Max(square, new Vector<float>(largest[i..]));
                square.CopyTo(largest[i..]);
            }

            (weight - (weight * decay) - (mean * correction1 * rate / (Vector.SquareRoot(square * correction2) + eps))).CopyTo(w[i..]);
        }

        // The same operations in the same order, so that where a vector ends changes nothing.
        for (; i < w.Length; i++)
        {
            float gradient = g[i] + (w[i] * l2);
            m[i] = (m[i] * beta1) + (gradient * (1 - beta1));
            v[i] = (v[i] * beta2) + (gradient * gradient * (1 - beta2));
            float square = v[i];
            if (AmsGrad)
                largest[i] = square = MathF.Max(square, largest[i]);
            w[i] = w[i] - (w[i] * decay) - (m[i] * correction1 * rate / (MathF.Sqrt(square * correction2) + epsilon));
        }
    }

    // x to a whole power by squaring.
    private static double Power(double x, long n)
    {
        double result = 1;
        for (; n > 0; n >>= 1, x *= x)
        {
            if ((n & 1) != 0)
                result *= x;
        }

        return result;
    }
}
