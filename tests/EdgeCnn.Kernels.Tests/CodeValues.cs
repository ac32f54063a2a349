namespace EdgeCnn.Kernels.Tests;

/// <summary>Codes and weights of a random case; every fourth is at the extremes, all at one or each at either, where sums in 16 bits overflow in a wrong kernel.</summary>
internal sealed record CodeValues(bool Signed, int[] Input, sbyte[] Weights, int InputZero, int OutputZero, int Lowest, int High)
{
    public static CodeValues Draw(Random random, ActivationSign sign, bool minimum, int inputs, int weights)
    {
        bool signed = sign == ActivationSign.Signed;
        int low = signed ? -128 : 0, high = low + 255, lowestWeight = minimum ? -128 : -127;
        bool extreme = random.Next(4) == 0, mixed = random.Next(2) == 0;
        int code = random.Next(2) == 0 ? low : high, weight = random.Next(2) == 0 ? lowestWeight : 127;
        int outputZero = random.Next(low, high + 1);
        return new CodeValues(
            signed,
            [.. Enumerable.Range(0, inputs).Select(_ => extreme ? (mixed ? (random.Next(2) == 0 ? low : high) : code) : random.Next(low, high + 1))],
            [.. Enumerable.Range(0, weights).Select(_ => (sbyte)(extreme ? (mixed ? (random.Next(2) == 0 ? lowestWeight : 127) : weight) : random.Next(lowestWeight, 128)))],
            random.Next(2) == 0 ? random.Next(low, high + 1) : random.Next(2) == 0 ? low : high,
            outputZero,
            random.Next(3) == 0 ? outputZero : low,
            high);
    }

    public override string ToString() => $"{(Signed ? "signed" : "unsigned")} codes, zero points {InputZero} and {OutputZero}, lowest {Lowest}";
}
