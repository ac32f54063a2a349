using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Optimizers;

/// <summary>Steps that shrink with all squares of the past: s ← s + g², w ← w − η·g/√(s + ε).</summary>
/// <remarks>Source: Duchi et al. 2011, "Adaptive Subgradient Methods", §1.1.</remarks>
public sealed class Adagrad(float epsilon = Adagrad.UsualEpsilon) : Optimizer
{
    /// <summary>Keras' ε.</summary>
    public const float UsualEpsilon = 1e-7f;

    /// <inheritdoc/>
    public override string Name => "adagrad";

    /// <inheritdoc/>
    protected override int SlotCount => 1;

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, float rate, Span<float> w, ReadOnlySpan<float> g, float[][] slots, int first)
    {
        Span<float> s = slots[0].AsSpan(first, w.Length);
        for (int i = 0; i < w.Length; i++)
        {
            s[i] += g[i] * g[i];
            w[i] -= rate * g[i] / MathF.Sqrt(s[i] + epsilon);
        }
    }
}
