using EdgeCnn.Training.Execution;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Optimizers;

/// <summary>Gradient descent, with momentum in three forms.</summary>
/// <remarks>
/// Plain: w ← (1 − λ)·w − η·g. Momentum: v ← m·v − η·g, w ← (1 − λ)·w + v. Nesterov: the same with g taken at w + m·v. Keras' Nesterov: g taken at w,
/// v ← m·v − η·g, w ← w + m·v − η·g. Sources: Polyak 1964; Sutskever et al. 2013, "On the importance of initialization and momentum in deep learning", §2.
/// </remarks>
public sealed class Sgd(float momentum = 0, NesterovForm nesterov = NesterovForm.None) : Optimizer
{
    /// <summary>λ: the share of each weight that is lost at a step; biases and other rows keep all.</summary>
    public float WeightDecay { get; init; }

    /// <inheritdoc/>
    public override string Name => momentum == 0 ? "sgd" : nesterov == NesterovForm.None ? "momentum" : "nesterov";

    /// <inheritdoc/>
    protected override int SlotCount => momentum == 0 ? 0 : 1;

    /// <inheritdoc/>
    public override void Look(IReadOnlyList<Parameter> parameters, Crew crew)
    {
        if (nesterov == NesterovForm.Ahead && momentum != 0)
            Move(parameters, momentum);
    }

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, float rate, Span<float> w, ReadOnlySpan<float> g, float[][] slots, int first)
    {
        float keep = parameter.Shape.Rank > 1 ? 1 - WeightDecay : 1;
        if (momentum == 0)
        {
            for (int i = 0; i < w.Length; i++)
                w[i] = (keep * w[i]) - (rate * g[i]);
            return;
        }

        Span<float> v = slots[0].AsSpan(first, w.Length);
        for (int i = 0; i < w.Length; i++)
        {
            float ahead = momentum * v[i];
            v[i] = ahead - (rate * g[i]);
            w[i] = nesterov switch
            {
                NesterovForm.Ahead => (keep * (w[i] - ahead)) + v[i],
                NesterovForm.Keras => (keep * w[i]) + ((momentum * v[i]) - (rate * g[i])),
                _ => (keep * w[i]) + v[i],
            };
        }
    }

    private void Move(IReadOnlyList<Parameter> parameters, float factor)
    {
        Reserve(parameters);
        for (int p = 0; p < parameters.Count; p++)
        {
            if (!parameters[p].IsTrainable)
                continue;
            Span<float> w = parameters[p].Value;
            ReadOnlySpan<float> v = Slots[p][0];
            for (int i = 0; i < w.Length; i++)
                w[i] += factor * v[i];
        }
    }
}
