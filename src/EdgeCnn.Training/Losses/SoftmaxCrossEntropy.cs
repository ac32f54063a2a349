using EdgeCnn.Kernels.Elementwise;
using EdgeCnn.Training.Execution;

namespace EdgeCnn.Training.Losses;

/// <summary>Softmax of the logits and the cross-entropy with the target, for classes that exclude each other.</summary>
/// <remarks>
/// loss = −Σ w·t·ln p; dLoss/dlogit = (Σ w·t)·p − w·t, with the targets t smoothed to (1 − s)·t + s/n and class weights w.
/// Sources: Goodfellow et al. 2016, "Deep Learning", §6.2.2.3; Szegedy et al. 2016, "Rethinking the Inception Architecture", §7 (smoothing).
/// </remarks>
public sealed class SoftmaxCrossEntropy : Loss
{
    /// <summary>s, the share of the target that is spread over all classes.</summary>
    public float Smoothing { get; init; }

    /// <summary>A weight for each class, or none.</summary>
    public IReadOnlyList<float>? ClassWeights { get; init; }

    /// <inheritdoc/>
    public override Loss ToJudgeBy => ClassWeights is null ? this : new SoftmaxCrossEntropy { Smoothing = Smoothing };

    /// <inheritdoc/>
    public override string Name => "softmax-cross-entropy";

    /// <inheritdoc/>
    public override LossSum Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int n, float scale, Span<float> gradient)
    {
        if (n <= 0 || outputs.Length % n != 0 || targets.Length != outputs.Length || (!gradient.IsEmpty && gradient.Length != outputs.Length))
            throw new ArgumentException($"{outputs.Length} outputs, {targets.Length} targets and {gradient.Length} gradients of {n} classes do not fit.");
        if (ClassWeights is not null && ClassWeights.Count != n)
            throw new ArgumentException($"{ClassWeights.Count} weights for {n} classes.");
        double loss = 0;
        int right = 0, count = 0;
        Span<float> p = n <= 1024 ? stackalloc float[n] : new float[n];
        for (int at = 0; at < outputs.Length; at += n)
        {
            if (IsLeftOut(targets[at..]))
            {
                if (!gradient.IsEmpty)
                    gradient.Slice(at, n).Clear();
                continue;
            }

            count++;
            ReadOnlySpan<float> logits = outputs.Slice(at, n), target = targets.Slice(at, n);
            right += Largest(logits) == Largest(target) ? 1 : 0;
            Softmax.Run(logits, p);
            float all = 0;
            for (int c = 0; c < n; c++)
            {
                float t = Weighted(target[c], c, n);
                all += t;
                // Where exp gives 0, which it does below −87, the loss of a class ends at 87.5.
                if (t != 0)
                    loss -= t * ElementaryFunctions.Log(Math.Max(p[c], 1e-38f));
            }

            if (gradient.IsEmpty)
                continue;
            for (int c = 0; c < n; c++)
                gradient[at + c] = ((all * p[c]) - Weighted(target[c], c, n)) * scale;
        }

        return new LossSum(loss, right, count);
    }

    private float Weighted(float target, int c, int n) => (((1 - Smoothing) * target) + (Smoothing / n)) * (ClassWeights is null ? 1f : ClassWeights[c]);
}
