using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Optimizers;

/// <summary>Steps divided by a moving root mean square: s ← ρ·s + (1 − ρ)·g², w ← w − η·g/√(s + ε).</summary>
/// <remarks>Source: Tieleman and Hinton 2012, "Neural Networks for Machine Learning", lecture 6.5.</remarks>
public sealed class RmsProp(float rho = 0.9f, float epsilon = RmsProp.UsualEpsilon) : Optimizer
{
    /// <summary>Keras' ε.</summary>
    public const float UsualEpsilon = 1e-7f;

    /// <inheritdoc/>
    public override string Name => "rmsprop";

    /// <inheritdoc/>
    protected override int SlotCount => 1;

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, float rate, Span<float> w, ReadOnlySpan<float> g, float[][] slots, int first)
    {
        Span<float> s = slots[0].AsSpan(first, w.Length);
        for (int i = 0; i < w.Length; i++)
        {
            s[i] = (rho * s[i]) + ((1 - rho) * (g[i] * g[i]));
            w[i] -= rate * g[i] / MathF.Sqrt(s[i] + epsilon);
        }
    }
}
