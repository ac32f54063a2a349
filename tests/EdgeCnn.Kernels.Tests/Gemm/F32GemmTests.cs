using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Tests.Gemm;

/// <summary>The direct float kernels of this processor against nested loops, bit for bit, between guard pages.</summary>
public sealed class F32GemmTests
{
    private static readonly IReadOnlyList<GemmF32Kernel> All = [.. KernelSets.Supported.SelectMany(set => set.LinearF32).OfType<GemmF32Kernel>().Where(kernel => kernel.IsSupported).DistinctBy(kernel => kernel.Name)];

    public static TheoryData<string> Kernels => [.. All.Select(kernel => kernel.Name)];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Run_EveryMatrixUpToTwoTiles_MatchesReferenceBitForBit(string name)
    {
        GemmF32Kernel kernel = Named(name);
        GemmFormat f = kernel.Format;
        var random = new Random(4);
        for (int k = 1; k <= (2 * f.Kr) + 1; k++)
        {
            for (int n = 1; n <= (2 * f.Nr) + 1; n++)
            {
                for (int m = 1; m <= (2 * f.Mr) + 1; m++)
                    Check(kernel, ConvolutionCase.Matrix(m, n, k), random);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Run_RandomConvolutions_MatchReferenceBitForBit(string name)
    {
        var random = new Random(5);
        for (int i = 0; i < 300; i++)
            Check(Named(name), ConvolutionCase.Random(random), random);
    }

    private static GemmF32Kernel Named(string name) => All.Single(kernel => kernel.Name == name);

    private static void Check(GemmF32Kernel kernel, ConvolutionCase c, Random random)
    {
        float[] Floats(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 4) - 2))];
        float[] x = Floats(c.H * c.W * c.C), w = Floats(c.OC * c.K), before = Floats(c.OH * c.OW * c.OC);
        float[]? bias = random.Next(2) == 0 ? null : Floats(c.OC);
        bool accumulate = random.Next(2) == 0;
        int parts = random.Next(1, 4);
        float minimum = random.Next(2) == 0 ? float.NegativeInfinity : 0f, maximum = random.Next(3) == 0 ? 1.5f : float.PositiveInfinity;
        float[] packed = new float[kernel.PackedElements(Grids.Of(c), c.OC)];
        kernel.Pack(w, Grids.Of(c), c.OC, packed);
        using var input = GuardedMemory<float>.Of(x);
        using var weights = GuardedMemory<float>.Of(packed);
        using var output = GuardedMemory<float>.Of(before);
        using var scratch = new GuardedMemory<byte>(kernel.ScratchBytes(Grids.Of(c), c.OC));
        for (int part = 0; part < parts; part++)
        {
            kernel.Run(new LinearF32Args
            {
                Input = input.Span,
                Grid = Grids.Of(c),
                PackedWeights = weights.Span,
                Bias = bias,
                Minimum = minimum,
                Maximum = maximum,
                Residual = accumulate ? output.Span : default,
                Output = output.Span,
                N = c.OC,
                Scratch = scratch.Span,
                Part = new WorkPart(part, parts),
            });
        }

        float[] expected = ReferenceConvolution.Float(c, x, w, bias);
        for (int i = 0; i < expected.Length; i++)
        {
            float sum = accumulate ? expected[i] + before[i] : expected[i];
            float clamped = MathF.Min(MathF.Max(sum, minimum), maximum);
            if (BitConverter.SingleToInt32Bits(clamped) != BitConverter.SingleToInt32Bits(output.Span[i]))
                Assert.Fail($"{kernel.Name} {c}: element {i}, expected {clamped:R}, got {output.Span[i]:R} (bias {bias is not null}, accumulate {accumulate}, {parts} parts).");
        }
    }
}
