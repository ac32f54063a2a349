using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Training.Losses;

/// <summary>Softmax of the logits and the negative log-likelihood of the label, mean over the batch.</summary>
/// <remarks>loss = −1/B Σ ln p[label]; dLoss/dlogit[i] = (p[i] − [i = label]) / B.</remarks>
public static class SoftmaxCrossEntropy
{
    /// <summary>Loss and gradient of a batch.</summary>
    /// <param name="logits">[batch, classes]</param>
    /// <param name="labels">[batch]</param>
    /// <param name="gradient">[batch, classes], or empty if it is not wanted.</param>
    /// <returns>The mean loss, and how many images have their largest logit at the label.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit, or a label is not a class.</exception>
    public static (double Loss, int Right) Compute(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient)
    {
        int batch = labels.Length, classes = batch == 0 ? 0 : logits.Length / batch;
        if (logits.Length != batch * classes || (!gradient.IsEmpty && gradient.Length != logits.Length))
            throw new ArgumentException($"{logits.Length} logits and {gradient.Length} gradients do not fit {batch} labels.");
        Span<float> p = new float[classes];
        double loss = 0;
        int right = 0;
        for (int image = 0; image < batch; image++)
        {
            var row = logits.Slice(image * classes, classes);
            int label = labels[image];
            if ((uint)label >= (uint)classes)
                throw new ArgumentException($"label {label} is not one of {classes} classes.", nameof(labels));
            Softmax.Run(row, p);
            loss -= Math.Log(Math.Max(p[label], 1e-30f));
            int best = 0;
            for (int c = 1; c < classes; c++)
            {
                if (row[c] > row[best])
                    best = c;
            }

            right += best == label ? 1 : 0;
            if (gradient.IsEmpty)
                continue;
            for (int c = 0; c < classes; c++)
                gradient[(image * classes) + c] = (p[c] - (c == label ? 1f : 0f)) / batch;
        }

        return (loss / Math.Max(batch, 1), right);
    }
}
