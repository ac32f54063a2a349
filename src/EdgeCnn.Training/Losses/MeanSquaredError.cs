using EdgeCnn.Training.Execution;

namespace EdgeCnn.Training.Losses;

/// <summary>Mean of the squared differences over a picture's outputs: loss = Σ (y − t)²/n, dLoss/dy = 2·(y − t)/n.</summary>
public sealed class MeanSquaredError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mse";

    /// <inheritdoc/>
    public override LossSum Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int n, float scale, Span<float> gradient)
    {
        if (n <= 0 || outputs.Length % n != 0 || targets.Length != outputs.Length || (!gradient.IsEmpty && gradient.Length != outputs.Length))
            throw new ArgumentException($"{outputs.Length} outputs, {targets.Length} targets and {gradient.Length} gradients of {n} numbers do not fit.");
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
            for (int i = at; i < at + n; i++)
            {
                float difference = outputs[i] - targets[i];
                loss += (double)difference * difference / n;
                if (!gradient.IsEmpty)
                    gradient[i] = 2 * difference * scale / n;
            }

            right += Largest(outputs.Slice(at, n)) == Largest(targets.Slice(at, n)) ? 1 : 0;
        }

        return new LossSum(loss, right, count);
    }
}
