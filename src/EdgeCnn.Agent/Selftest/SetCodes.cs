using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Agent.Selftest;

/// <summary>A case's codes in the form that a kernel set wants: the same numbers with the top bit flipped where it wants signed ones, which is exact.</summary>
/// <param name="values">The numbers.</param>
/// <param name="sign">What the set wants.</param>
/// <param name="sums">Σ weights of each output channel, all taps.</param>
internal sealed class SetCodes(Int8Values values, ActivationSign sign, int[] sums)
{
    private const int Flip = 128;

    private readonly int move = sign == ActivationSign.Signed ? Flip : 0;
    private readonly int[] bias = Bias(values, sign == ActivationSign.Signed ? Flip : 0, sums);
    private readonly float[] multiplier = Padded(values.Multiplier);

    /// <summary>The input.</summary>
    public byte[] Input { get; } = Flipped(values.Input, sign == ActivationSign.Signed ? Flip : 0);

    /// <summary>The input's zero point as a code.</summary>
    public byte InputZeroPoint => (byte)(values.InputZero ^ move);

    /// <summary>How sums become codes.</summary>
    public RequantizeArgs Requantize => new() { Bias = bias, Multiplier = multiplier, ZeroPoint = values.OutputZero - move, Minimum = values.Lowest - move, Maximum = 255 - move };

    /// <summary>A kernel's output as codes 0..255.</summary>
    public byte[] Read(byte[] output) => Flipped(output, move);

    private static byte[] Flipped(byte[] codes, int move)
    {
        byte[] flipped = new byte[codes.Length];
        for (int i = 0; i < codes.Length; i++)
            flipped[i] = (byte)(codes[i] ^ move);
        return flipped;
    }

    private static float[] Padded(float[] multiplier)
    {
        float[] padded = new float[RequantizeArgs.Padded(multiplier.Length)];
        multiplier.CopyTo(padded, 0);
        return padded;
    }

    private static int[] Bias(Int8Values values, int move, int[] sums)
    {
        int[] bias = new int[RequantizeArgs.Padded(sums.Length)];
        for (int oc = 0; oc < sums.Length; oc++)
            bias[oc] = values.Bias[oc] - ((values.InputZero - move) * sums[oc]);
        return bias;
    }
}
