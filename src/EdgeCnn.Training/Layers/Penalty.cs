namespace EdgeCnn.Training.Layers;

/// <summary>What is added to the loss for the size of a layer's weights: L1·Σ|w| + L2·Σw².</summary>
/// <remarks>Its derivative L1·sign(w) + 2·L2·w is added to the gradient; for plain SGD, L2 of λ/2η is the same as weight decay λ. Source: Goodfellow et al. 2016, "Deep Learning", §7.1.</remarks>
/// <param name="L1">Factor of the absolute values.</param>
/// <param name="L2">Factor of the squares.</param>
public readonly record struct Penalty(float L1, float L2)
{
    /// <summary>True if nothing is added.</summary>
    public bool IsNone => L1 == 0 && L2 == 0;

    /// <summary>The penalty of some weights.</summary>
    public double Of(ReadOnlySpan<float> weights)
    {
        double absolute = 0, square = 0;
        foreach (float w in weights)
        {
            absolute += Math.Abs(w);
            square += (double)w * w;
        }

        return (L1 * absolute) + (L2 * square);
    }

    /// <summary>Adds the derivative to a gradient.</summary>
    public void AddGradient(ReadOnlySpan<float> weights, Span<float> gradient)
    {
        for (int i = 0; i < weights.Length; i++)
            gradient[i] += (weights[i] > 0 ? L1 : weights[i] < 0 ? -L1 : 0) + (2 * L2 * weights[i]);
    }
}
