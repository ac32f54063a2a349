using EdgeCnn.Kernels.Elementwise;
using EdgeCnn.Training.Execution;

namespace EdgeCnn.Training.Losses;

/// <summary>Sigmoid of each logit and its binary cross-entropy, mean over the outputs: for one class, or several that do not exclude each other.</summary>
/// <remarks>
/// loss = mean(max(x, 0) − x·t + ln(1 + e^−|x|)), which never overflows; dLoss/dx = (sigmoid(x) − t)/n. A picture is right if all its outputs
/// are on the right side of 0. Source: Goodfellow et al. 2016, "Deep Learning", §6.2.2.2.
/// </remarks>
public sealed class SigmoidCrossEntropy : Loss
{
    /// <inheritdoc/>
    public override string Name => "sigmoid-cross-entropy";

    /// <inheritdoc/>
    public override LossSum Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int n, float scale, Span<float> gradient)
    {
        if (n <= 0 || outputs.Length % n != 0 || targets.Length != outputs.Length || (!gradient.IsEmpty && gradient.Length != outputs.Length))
            throw new ArgumentException($"{outputs.Length} outputs, {targets.Length} targets and {gradient.Length} gradients of {n} labels do not fit.");
        double loss = 0;
        int right = 0, count = 0;
        for (int at = 0; at < outputs.Length; at += n)
        {
            if (IsLeftOut(targets[at..]))
            {
                if (!gradient.IsEmpty)
                    gradient.Slice(at, n).Clear();
                continue;
            }

            count++;
            bool all = true;
            for (int i = at; i < at + n; i++)
            {
                double x = outputs[i], t = targets[i];
                loss += (Math.Max(x, 0) - (x * t) + ElementaryFunctions.Log(1 + ElementaryFunctions.Exp(-Math.Abs(x)))) / n;
                all &= x > 0 == t > 0.5;
                if (!gradient.IsEmpty)
                    gradient[i] = (float)(ElementaryFunctions.Sigmoid(x) - t) * scale / n;
            }

            right += all ? 1 : 0;
        }

        return new LossSum(loss, right, count);
    }
}
