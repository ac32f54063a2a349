using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Benchmarks;

/// <summary>Sums to codes, alike for every kernel.</summary>
internal sealed class Requantization
{
    private int[] bias = [];
    private float[] multiplier = [];

    /// <summary>Makes room for so many channels.</summary>
    public void Prepare(int channels)
    {
        bias = new int[RequantizeArgs.Padded(channels)];
        multiplier = new float[bias.Length];
        Array.Fill(multiplier, 1 / 4096f);
    }

    /// <summary>The arguments for codes of that sign.</summary>
    public RequantizeArgs Of(ActivationSign sign)
    {
        int least = sign == ActivationSign.Unsigned ? 0 : -128;
        return new RequantizeArgs { Bias = bias, Multiplier = multiplier, ZeroPoint = least + 3, Minimum = least, Maximum = least + 255 };
    }
}
