using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.Tests.Gemm;

/// <summary>One random case of an int8 convolution or matrix product: kernel against nested loops, byte for byte, between guard pages.</summary>
internal static class LinearInt8Properties
{
    /// <summary>What is wrong, or null.</summary>
    public static string? Check(LinearInt8Kernel kernel, ActivationSign sign, ConvolutionCase c, Random random)
    {
        PatchGrid grid = Grids.Of(c);
        if (!kernel.Accepts(grid, c.OC))
            return null;
        CodeValues values = CodeValues.Draw(random, sign, kernel.TakesMinimum, c.H * c.W * c.C, c.OC * c.K);
        int channels = c.OC, padded = RequantizeArgs.Padded(channels), parts = random.Next(1, 4);
        int[] bias = [.. Enumerable.Range(0, channels).Select(_ => random.Next(-100_000, 100_000))], folded = new int[padded];
        float[] multiplier = new float[padded];
        for (int oc = 0; oc < channels; oc++)
        {
            multiplier[oc] = MathF.ScaleB(0.5f + random.NextSingle(), -random.Next(1, 24));
            folded[oc] = bias[oc] - (values.InputZero * Enumerable.Range(oc * c.K, c.K).Sum(i => values.Weights[i]));
        }

        sbyte[] packed = new sbyte[kernel.PackedElements(grid, channels)];
        kernel.Pack(values.Weights, grid, channels, packed);
        using var input = GuardedMemory<byte>.Of([.. values.Input.Select(code => (byte)code)], guardBefore: random.Next(2) == 0);
        using var weights = GuardedMemory<sbyte>.Of(packed);
        using var output = new GuardedMemory<byte>(c.OH * c.OW * channels, guardBefore: random.Next(2) == 0);
        using var scratch = new GuardedMemory<byte>(kernel.ScratchBytes(grid, channels));
        using var sum = new CodeSumCase(random, sign, values.OutputZero, output.Span.Length);
        for (int part = 0; part < parts; part++)
        {
            kernel.Run(new LinearInt8Args
            {
                Input = input.Span,
                Grid = grid,
                InputZeroPoint = (byte)values.InputZero,
                PackedWeights = weights.Span,
                Requantize = new RequantizeArgs { Bias = folded, Multiplier = multiplier, ZeroPoint = values.OutputZero, Minimum = values.Lowest, Maximum = values.High },
                Sum = sum.Sum,
                Output = output.Span,
                N = channels,
                Scratch = scratch.Span,
                Part = new WorkPart(part, parts),
            });
        }

        long[] sums = ReferenceConvolution.Sums(c, values.Input, values.InputZero, values.Weights, bias);
        for (int i = 0; i < sums.Length; i++)
        {
            int expected = sum.Expected(ReferenceConvolution.Requantize(sums[i], multiplier[i % channels], values.OutputZero, values.Lowest, values.High), i);
            int got = values.Signed ? (sbyte)output.Span[i] : output.Span[i];
            if (expected != got)
                return $"{c}, {values}, {sum}, {parts} parts: element {i}, expected {expected}, got {got} (sum {sums[i]}, multiplier {multiplier[i % channels]:R}).";
        }

        return null;
    }
}
