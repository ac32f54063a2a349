using System.Numerics;

namespace EdgeCnn.Training.Layers;

/// <summary>An activation as the bounds that it keeps a value within, and its derivative: 1 between the bounds, 0 at them.</summary>
internal static class ActivationBounds
{
    /// <summary>The bounds.</summary>
    public static (float Low, float High) Of(Activation activation) => activation switch
    {
        Activation.Relu => (0f, float.PositiveInfinity),
        Activation.Relu6 => (0f, 6f),
        _ => (float.NegativeInfinity, float.PositiveInfinity),
    };

    /// <summary>Sets those gradients to zero whose output lies at a bound.</summary>
    /// <param name="activation">Which.</param>
    /// <param name="y">Outputs.</param>
    /// <param name="dy">Their gradients; changed.</param>
    public static void Mask(Activation activation, ReadOnlySpan<float> y, Span<float> dy)
    {
        if (activation == Activation.None)
            return;
        var (low, high) = Of(activation);
        Vector<float> lows = new(low), highs = new(high);
        int i = 0;
        for (; i <= y.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var value = new Vector<float>(y[i..]);
            var inside = Vector.GreaterThan(value, lows) & Vector.LessThan(value, highs);
            (new Vector<float>(dy[i..]) & Vector.AsVectorSingle(inside)).CopyTo(dy[i..]);
        }

        for (; i < y.Length; i++)
            dy[i] = y[i] > low && y[i] < high ? dy[i] : 0f;
    }
}
