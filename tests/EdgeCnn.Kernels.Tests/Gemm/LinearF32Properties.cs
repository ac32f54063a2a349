using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Tests.Gemm;

/// <summary>One random case of a direct float convolution or matrix product: kernel against nested loops, bit for bit, between guard pages.</summary>
internal static class LinearF32Properties
{
    /// <summary>What is wrong, or null.</summary>
    public static string? Check(LinearF32Kernel kernel, ConvolutionCase c, Random random)
    {
        PatchGrid grid = Grids.Of(c);
        if (!kernel.Accepts(grid, c.OC))
            return null;
        // Numbers of one size, or of sizes so far apart that another order of additions shows.
        int spread = random.Next(3) == 0 ? 30 : 0;
        float[] Floats(int count) => [.. Enumerable.Range(0, count).Select(_ => MathF.ScaleB((random.NextSingle() * 4) - 2, random.Next(-spread, spread + 1)))];
        float[] x = Floats(c.H * c.W * c.C), w = Floats(c.OC * c.K), before = Floats(c.OH * c.OW * c.OC);
        float[]? bias = random.Next(2) == 0 ? null : Floats(c.OC);
        bool residual = random.Next(3) == 0;
        float minimum = random.Next(2) == 0 ? float.NegativeInfinity : 0f, maximum = random.Next(3) == 0 ? 1.5f : float.PositiveInfinity;
        int parts = random.Next(1, 4);
        float[] packed = new float[kernel.PackedElements(grid, c.OC)];
        kernel.Pack(w, grid, c.OC, packed);
        using var input = GuardedMemory<float>.Of(x, guardBefore: random.Next(2) == 0);
        using var weights = GuardedMemory<float>.Of(packed);
        using var output = GuardedMemory<float>.Of(before, guardBefore: random.Next(2) == 0);
        using var scratch = new GuardedMemory<byte>(kernel.ScratchBytes(grid, c.OC));
        for (int part = 0; part < parts; part++)
        {
            kernel.Run(new LinearF32Args
            {
                Input = input.Span,
                Grid = grid,
                PackedWeights = weights.Span,
                Bias = bias,
                Minimum = minimum,
                Maximum = maximum,
                Residual = residual ? output.Span : default,
                Output = output.Span,
                N = c.OC,
                Scratch = scratch.Span,
                Part = new WorkPart(part, parts),
            });
        }

        float[] expected = ReferenceConvolution.Float(c, x, w, bias);
        for (int i = 0; i < expected.Length; i++)
        {
            float sum = residual ? expected[i] + before[i] : expected[i], clamped = MathF.Min(MathF.Max(sum, minimum), maximum);
            if (BitConverter.SingleToInt32Bits(clamped) != BitConverter.SingleToInt32Bits(output.Span[i]))
                return $"{c}, bias {bias is not null}, residual {residual}, {parts} parts: element {i}, expected {clamped:R}, got {output.Span[i]:R}.";
        }

        return null;
    }
}
