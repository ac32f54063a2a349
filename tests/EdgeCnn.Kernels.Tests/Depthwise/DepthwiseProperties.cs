using EdgeCnn.Kernels.Depthwise;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Requantize;
using EdgeCnn.Kernels.Tests.Gemm;

namespace EdgeCnn.Kernels.Tests.Depthwise;

/// <summary>One random case of a depthwise convolution: kernel against nested loops, int8 byte for byte, float bit for bit, between guard pages.</summary>
internal static class DepthwiseProperties
{
    /// <summary>Any depthwise shape, those with kernels of their own (3x3 and 5x5, strides 1 and 2) half of the time.</summary>
    public static ConvolutionCase Geometry(Random random)
    {
        while (true)
        {
            ConvolutionCase c = ConvolutionCase.Random(random);
            if (random.Next(2) == 0)
            {
                int kernel = random.Next(2) == 0 ? 3 : 5, stride = random.Next(1, 3);
                c = c with { H = random.Next(1, 20), W = random.Next(1, 20), KH = kernel, KW = kernel, StrideH = stride, StrideW = stride, DilationH = 1, DilationW = 1 };
            }

            if (c.Fits)
                return c;
        }
    }

    /// <summary>What is wrong with an int8 kernel, or null.</summary>
    public static string? CheckInt8(DepthwiseInt8Kernel kernel, ActivationSign sign, ConvolutionCase c, Random random)
    {
        PatchGrid grid = Grids.Of(c);
        if (!kernel.Accepts(grid))
            return null;
        CodeValues values = CodeValues.Draw(random, sign, kernel.TakesMinimum, c.H * c.W * c.C, c.K);
        int padded = RequantizeArgs.Padded(c.C), parts = random.Next(1, 4);
        int[] bias = [.. Enumerable.Range(0, c.C).Select(_ => random.Next(-50_000, 50_000))], folded = new int[padded];
        float[] multiplier = new float[padded];
        for (int ch = 0; ch < c.C; ch++)
        {
            folded[ch] = bias[ch] - (values.InputZero * Enumerable.Range(0, c.KH * c.KW).Sum(tap => values.Weights[(tap * c.C) + ch]));
            multiplier[ch] = MathF.ScaleB(0.5f + random.NextSingle(), -random.Next(1, 18));
        }

        sbyte[] packed = new sbyte[kernel.PackedElements(grid)];
        kernel.Pack(values.Weights, grid, packed);
        using var input = GuardedMemory<byte>.Of([.. values.Input.Select(code => (byte)code)], guardBefore: random.Next(2) == 0);
        using var weights = GuardedMemory<sbyte>.Of(packed);
        using var output = new GuardedMemory<byte>(c.OH * c.OW * c.C, guardBefore: random.Next(2) == 0);
        using var scratch = new GuardedMemory<byte>(kernel.ScratchBytes(grid));
        using var sum = new CodeSumCase(random, sign, values.OutputZero, output.Span.Length);
        for (int part = 0; part < parts; part++)
        {
            kernel.Run(new DepthwiseInt8Args
            {
                Input = input.Span,
                Grid = grid,
                InputZeroPoint = (byte)values.InputZero,
                PackedWeights = weights.Span,
                Requantize = new RequantizeArgs { Bias = folded, Multiplier = multiplier, ZeroPoint = values.OutputZero, Minimum = values.Lowest, Maximum = values.High },
                Sum = sum.Sum,
                Output = output.Span,
                Scratch = scratch.Span,
                Part = new WorkPart(part, parts),
            });
        }

        long[] sums = ReferenceConvolution.DepthwiseSums(c, values.Input, values.InputZero, values.Weights, bias);
        for (int i = 0; i < sums.Length; i++)
        {
            int expected = sum.Expected(ReferenceConvolution.Requantize(sums[i], multiplier[i % c.C], values.OutputZero, values.Lowest, values.High), i);
            int got = values.Signed ? (sbyte)output.Span[i] : output.Span[i];
            if (expected != got)
                return $"{c}, {values}, {sum}, {parts} parts: element {i}, expected {expected}, got {got}, sum {sums[i]}.";
        }

        return null;
    }

    /// <summary>What is wrong with a float kernel, or null.</summary>
    public static string? CheckF32(DepthwiseF32Kernel kernel, ConvolutionCase c, Random random)
    {
        PatchGrid grid = Grids.Of(c);
        if (!kernel.Accepts(grid))
            return null;
        float[] Floats(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 4) - 2)];
        float[] x = Floats(c.H * c.W * c.C), w = Floats(c.K), bias = Floats(c.C);
        float minimum = random.Next(2) == 0 ? float.NegativeInfinity : 0f, maximum = random.Next(3) == 0 ? 1.5f : float.PositiveInfinity;
        int parts = random.Next(1, 4);
        float[] packed = new float[kernel.PackedElements(grid)];
        kernel.Pack(w, grid, packed);
        using var input = GuardedMemory<float>.Of(x, guardBefore: random.Next(2) == 0);
        using var weights = GuardedMemory<float>.Of(packed);
        using var offsets = GuardedMemory<float>.Of(bias);
        using var output = new GuardedMemory<float>(c.OH * c.OW * c.C, guardBefore: random.Next(2) == 0);
        using var residual = GuardedMemory<float>.Of(Floats(random.Next(2) * output.Span.Length), guardBefore: random.Next(2) == 0);
        using var scratch = new GuardedMemory<byte>(kernel.ScratchBytes(grid));
        for (int part = 0; part < parts; part++)
            kernel.Run(new DepthwiseF32Args { Input = input.Span, Grid = grid, PackedWeights = weights.Span, Bias = offsets.Span, Residual = residual.Span, Minimum = minimum, Maximum = maximum, Output = output.Span, Scratch = scratch.Span, Part = new WorkPart(part, parts) });

        float[] expected = ReferenceConvolution.DepthwiseFloat(c, x, w, bias);
        for (int i = 0; i < expected.Length; i++)
        {
            float sum = residual.Span.IsEmpty ? expected[i] : expected[i] + residual.Span[i], clamped = MathF.Min(MathF.Max(sum, minimum), maximum);
            if (BitConverter.SingleToInt32Bits(clamped) != BitConverter.SingleToInt32Bits(output.Span[i]))
                return $"{c}, {parts} parts: element {i}, expected {clamped:R}, got {output.Span[i]:R}.";
        }

        return null;
    }
}
