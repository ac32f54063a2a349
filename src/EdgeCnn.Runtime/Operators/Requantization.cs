using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Runtime.Operators;

/// <summary>How an integer layer's sums become codes, prepared once: the layer's parameters in the kernels' form.</summary>
internal sealed class Requantization
{
    private readonly int[] bias; // [N, padded]
    private readonly float[] multiplier; // [N, padded]
    private readonly int zeroPoint;
    private readonly int minimum;
    private readonly int maximum;
    private readonly string label;

    /// <param name="node">The layer.</param>
    /// <param name="x">Its input.</param>
    /// <param name="w">Its weights.</param>
    /// <param name="y">Its output.</param>
    /// <param name="given">Its bias, or empty.</param>
    /// <exception cref="GraphException">The scales have no finite ratio.</exception>
    public Requantization(LinearNode node, TensorInfo x, TensorInfo w, TensorInfo y, ReadOnlySpan<int> given)
    {
        label = node.Label;
        int channels = y.Shape[-1], padded = RequantizeArgs.Padded(channels);
        bias = new int[padded];
        multiplier = new float[padded];
        given.CopyTo(bias);
        zeroPoint = y.Quant!.ZeroPoint;
        (minimum, maximum) = node.Activation.CodeBounds(y);
        for (int channel = 0; channel < channels; channel++)
        {
            float weightScale = w.Quant!.Scales[w.Quant.Scales.Length == 1 ? 0 : channel];
            multiplier[channel] = x.Quant!.Scale * weightScale / y.Quant.Scale;
            if (!float.IsFinite(multiplier[channel]))
                throw new GraphException(node.Label, $"the scales {x.Quant.Scale}, {weightScale} and {y.Quant.Scale} of channel {channel} have no finite ratio.");
        }
    }

    /// <summary>Bytes of the parameters.</summary>
    public long Bytes => 4L * (bias.Length + multiplier.Length);

    /// <summary>The parameters for a kernel.</summary>
    public RequantizeArgs Args => new() { Bias = bias, Multiplier = multiplier, ZeroPoint = zeroPoint, Minimum = minimum, Maximum = maximum };

    /// <summary>Moves −zeroPoint(x)·Σ weights of a channel into its bias, so that kernels may sum raw codes.</summary>
    /// <exception cref="GraphException">The result does not fit 32 bits.</exception>
    public void SubtractZeroPoint(int channel, int inputZeroPoint, long weightSum)
    {
        long moved = bias[channel] - (inputZeroPoint * weightSum);
        if (moved is < int.MinValue or > int.MaxValue)
            throw new GraphException(label, $"the bias {bias[channel]} of channel {channel} less {inputZeroPoint} times the weights' sum {weightSum} leaves 32 bits. Keep this layer in float.");
        bias[channel] = (int)moved;
    }
}
