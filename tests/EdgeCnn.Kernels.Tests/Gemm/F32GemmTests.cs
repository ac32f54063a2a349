using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Tests.Gemm;

/// <summary>The float kernels of every set of this processor against nested loops, bit for bit, between guard pages.</summary>
public sealed class F32GemmTests
{
    public static TheoryData<string> Sets => [.. KernelSets.Supported.Select(set => set.Name)];

    [Theory]
    [MemberData(nameof(Sets))]
    public void GemmF32_EveryMatrixUpToTwoTiles_MatchesReferenceBitForBit(string name)
    {
        KernelSet set = KernelSets.Find(name)!;
        GemmFormat f = set.F32Format;
        var random = new Random(4);
        for (int k = 1; k <= (2 * f.Kr) + 1; k++)
        {
            for (int n = 1; n <= (2 * f.Nr) + 1; n++)
            {
                for (int m = 1; m <= (2 * f.Mr) + 1; m++)
                    Check(set, ConvolutionCase.Matrix(m, n, k), random);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void GemmF32_RandomConvolutions_MatchReferenceBitForBit(string name)
    {
        var random = new Random(5);
        for (int i = 0; i < 300; i++)
            Check(KernelSets.Find(name)!, ConvolutionCase.Random(random), random);
    }

    private static void Check(KernelSet set, ConvolutionCase c, Random random)
    {
        float[] Floats(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 4) - 2))];
        float[] x = Floats(c.H * c.W * c.C), w = Floats(c.OC * c.K), before = Floats(c.OH * c.OW * c.OC);
        float[]? bias = random.Next(2) == 0 ? null : Floats(c.OC);
        bool accumulate = random.Next(2) == 0;
        float minimum = random.Next(2) == 0 ? float.NegativeInfinity : 0f, maximum = random.Next(3) == 0 ? 1.5f : float.PositiveInfinity;
        float[] packed = new float[set.F32Format.PackedElements(c.OC, c.K)];
        GemmPacking.PackRows<float>(w, c.OC, c.K, set.F32Format, packed);
        using var input = GuardedMemory<float>.Of(x);
        using var weights = GuardedMemory<float>.Of(packed);
        using var output = GuardedMemory<float>.Of(before);
        using var scratch = new GuardedMemory<byte>(set.F32Format.ScratchBytes(c.K));
        set.GemmF32(new GemmF32Args
        {
            Input = input.Span,
            Grid = Grids.Of(c),
            PackedWeights = weights.Span,
            Bias = bias,
            Minimum = minimum,
            Maximum = maximum,
            Accumulate = accumulate,
            Output = output.Span,
            N = c.OC,
            Scratch = scratch.Span,
        });

        float[] expected = ReferenceConvolution.Float(c, x, w, bias);
        for (int i = 0; i < expected.Length; i++)
        {
            float sum = accumulate ? expected[i] + before[i] : expected[i];
            float clamped = MathF.Min(MathF.Max(sum, minimum), maximum);
            if (BitConverter.SingleToInt32Bits(clamped) != BitConverter.SingleToInt32Bits(output.Span[i]))
                Assert.Fail($"{set.F32Format.Name} {c}: element {i}, expected {clamped:R}, got {output.Span[i]:R} (bias {bias is not null}, accumulate {accumulate}).");
        }
    }
}
