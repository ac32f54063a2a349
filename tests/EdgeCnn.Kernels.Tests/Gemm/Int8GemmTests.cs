using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.Tests.Gemm;

/// <summary>Every int8 micro-kernel of this processor against nested loops, byte for byte, between guard pages.</summary>
public sealed class Int8GemmTests
{
    public static TheoryData<string> Kernels => Int8Kernel.SupportedNames();

    [Theory]
    [MemberData(nameof(Kernels))]
    public void RunInt8_EveryMatrixUpToTwoTiles_MatchesReference(string name)
    {
        Int8Kernel kernel = Int8Kernel.Named(name);
        GemmFormat f = kernel.Format;
        var random = new Random(1);
        for (int k = 1; k <= (2 * f.Kr) + 1; k++)
        {
            for (int n = 1; n <= (2 * f.Nr) + 1; n++)
            {
                // All m with some k, some m with all k: the loops over m and k do not meet.
                for (int m = k % 3 == 0 || n % f.Nr == 1 ? 1 : (2 * f.Mr) + 1; m <= (2 * f.Mr) + 1; m++)
                    Check(kernel, ConvolutionCase.Matrix(m, n, k), random, Values.Random);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void RunInt8_RandomConvolutions_MatchReference(string name)
    {
        Int8Kernel kernel = Int8Kernel.Named(name);
        var random = new Random(2);
        for (int i = 0; i < 300; i++)
            Check(kernel, ConvolutionCase.Random(random), random, Values.Random);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void RunInt8_ExtremeCodesAndWeights_MatchReference(string name)
    {
        Int8Kernel kernel = Int8Kernel.Named(name);
        var random = new Random(3);
        foreach (Values values in (Values[])[Values.LowestLowest, Values.LowestHighest, Values.HighestLowest, Values.HighestHighest])
        {
            foreach (int k in (int[])[1, 15, 16, 17, 64, 1000, 4608])
                Check(kernel, ConvolutionCase.Matrix(kernel.Format.Mr + 1, kernel.Format.Nr + 1, k), random, values);
        }
    }

    [Fact]
    public void RunInt8_SpanTooShort_Throws()
    {
        LinearInt8Kernel kernel = KernelSets.Portable.LinearInt8[0];
        PatchGrid grid = PatchGrid.Matrix(2, 5);
        Assert.Throws<ArgumentException>(() => kernel.Run(new LinearInt8Args
        {
            Input = new byte[9],
            Grid = grid,
            InputZeroPoint = 0,
            PackedWeights = new sbyte[kernel.PackedElements(grid, 3)],
            Requantize = new RequantizeArgs { Bias = new int[4], Multiplier = new float[4], ZeroPoint = 0, Minimum = -128, Maximum = 127 },
            Output = new byte[6],
            N = 3,
            Scratch = new byte[kernel.ScratchBytes(grid, 3)],
        }));
    }

    private static void Check(Int8Kernel kernel, ConvolutionCase c, Random random, Values values)
    {
        bool signed = kernel.Sign == ActivationSign.Signed;
        int low = signed ? -128 : 0, high = low + 255, weightLow = kernel.TakesMinimum ? -128 : -127;
        int[] x = [.. Enumerable.Range(0, c.H * c.W * c.C).Select(_ => Pick(random, values is Values.LowestLowest or Values.LowestHighest, values, low, high))];
        sbyte[] w = [.. Enumerable.Range(0, c.OC * c.K).Select(_ => (sbyte)Pick(random, values is Values.LowestLowest or Values.HighestLowest, values, weightLow, 127))];
        int zx = values == Values.Random ? random.Next(low, high + 1) : random.Next(2) == 0 ? low : high, zy = random.Next(low, high + 1);
        int minimum = random.Next(3) == 0 ? zy : low;
        int padded = RequantizeArgs.Padded(c.OC), parts = random.Next(1, 4);
        int[] bias = new int[padded], folded = new int[padded];
        float[] multiplier = new float[padded];
        for (int oc = 0; oc < c.OC; oc++)
        {
            bias[oc] = random.Next(-100_000, 100_000);
            multiplier[oc] = MathF.ScaleB((float)(0.5 + random.NextDouble()), -random.Next(1, 24));
            folded[oc] = bias[oc] - (zx * Enumerable.Range(oc * c.K, c.K).Sum(i => w[i]));
        }

        sbyte[] packed = new sbyte[kernel.Linear.PackedElements(Grids.Of(c), c.OC)];
        kernel.Linear.Pack(w, Grids.Of(c), c.OC, packed);
        using var input = GuardedMemory<byte>.Of([.. x.Select(value => (byte)value)]);
        using var weights = GuardedMemory<sbyte>.Of(packed);
        using var output = new GuardedMemory<byte>(c.OH * c.OW * c.OC);
        using var scratch = new GuardedMemory<byte>(kernel.Linear.ScratchBytes(Grids.Of(c), c.OC));
        for (int part = 0; part < parts; part++)
        {
            kernel.Linear.Run(new LinearInt8Args
            {
                Input = input.Span,
                Grid = Grids.Of(c),
                InputZeroPoint = (byte)zx,
                PackedWeights = weights.Span,
                Requantize = new RequantizeArgs { Bias = folded, Multiplier = multiplier, ZeroPoint = zy, Minimum = minimum, Maximum = high },
                Output = output.Span,
                N = c.OC,
                Scratch = scratch.Span,
                Part = new WorkPart(part, parts),
            });
        }

        long[] sums = ReferenceConvolution.Sums(c, x, zx, w, bias);
        for (int i = 0; i < sums.Length; i++)
        {
            int expected = ReferenceConvolution.Requantize(sums[i], multiplier[i % c.OC], zy, minimum, high);
            int got = signed ? (sbyte)output.Span[i] : output.Span[i];
            if (expected != got)
                Assert.Fail($"{kernel.Format.Name} {c} {values}: element {i}, expected {expected}, got {got} (sum {sums[i]}, multiplier {multiplier[i % c.OC]:R}, zero points {zx} and {zy}).");
        }
    }

    private static int Pick(Random random, bool lowest, Values values, int low, int high) =>
        values == Values.Random ? random.Next(low, high + 1) : lowest ? low : high;

    private enum Values
    {
        Random,
        LowestLowest,
        LowestHighest,
        HighestLowest,
        HighestHighest,
    }
}
