using EdgeCnn.Graph;

namespace EdgeCnn.Quantization.Calibration;

/// <summary>The smallest range that holds all values and 0.</summary>
/// <remarks>Zero must be a code exactly, since padding and ReLU mean it. Source: Jacob et al. 2018, §3.</remarks>
public sealed class MinMaxObserver : IObserver
{
    private float minimum;
    private float maximum;

    /// <inheritdoc/>
    /// <exception cref="EdgeCnnException">A value is not finite.</exception>
    public void Observe(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
                throw new EdgeCnnException($"calibration met the value {value}. Check the float model and the pictures.");
            minimum = MathF.Min(minimum, value);
            maximum = MathF.Max(maximum, value);
        }
    }

    /// <inheritdoc/>
    public QuantParams Propose(DataType type)
    {
        int low = type.MinCode(), high = type.MaxCode();
        float scale = (maximum - minimum) / (high - low);
        // A tensor that is always 0, or too small for a scale of its own, gets any scale; its codes are all the zero point.
        if (scale < 1e-30f)
            return QuantParams.PerTensor(1f, low);
        int zeroPoint = (int)Math.Clamp(MathF.Round(low - (minimum / scale), MidpointRounding.ToEven), low, high);
        return QuantParams.PerTensor(scale, zeroPoint);
    }
}
