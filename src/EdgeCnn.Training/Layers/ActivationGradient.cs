using System.Numerics;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Training.Layers;

/// <summary>The derivative of an activation that keeps a value within bounds: 1 between the bounds, 0 at them.</summary>
internal static class ActivationGradient
{
    /// <summary>Sets those gradients to zero whose output lies at a bound.</summary>
    /// <param name="activation">Which.</param>
    /// <param name="y">Outputs.</param>
    /// <param name="dy">Their gradients; changed.</param>
    public static void Mask(ActivationKind activation, ReadOnlySpan<float> y, Span<float> dy)
    {
        if (activation == ActivationKind.None)
            return;
        var (low, high) = activation.Bounds();
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
