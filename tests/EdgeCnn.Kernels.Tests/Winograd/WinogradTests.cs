using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Tests.Gemm;
using EdgeCnn.Kernels.Winograd;

namespace EdgeCnn.Kernels.Tests.Winograd;

/// <summary>The Winograd kernels of this processor against sums in double, within the bound that they state, between guard pages.</summary>
public sealed class WinogradTests
{
    private static readonly IReadOnlyList<(KernelSet Set, WinogradKernel Kernel)> All =
        [.. KernelSets.Supported.SelectMany(set => set.LinearF32.OfType<WinogradKernel>().Select(kernel => (set, kernel))).Where(pair => pair.kernel.IsSupported).DistinctBy(pair => pair.kernel.Name)];

    public static TheoryData<string> Kernels => [.. All.Select(pair => pair.Kernel.Name)];

    [Fact]
    public void All_EverySetOfThisProcessor_HasBothTiles() =>
        Assert.All(KernelSets.Supported, set => Assert.Equal([4, 2], set.LinearF32.OfType<WinogradKernel>().Select(kernel => kernel.TileOutputs).Distinct()));

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Run_EverySizeUpToTwoTilesAndPadding_StaysWithinTheBound(string name)
    {
        var random = new Random(6);
        for (int size = 1; size <= 9; size++)
        {
            for (int pad = 0; pad <= 3; pad++)
            {
                var c = new ConvolutionCase(size, 10 - size, random.Next(1, 10), random.Next(1, 20), 3, 3, 1, 1, pad, 3 - pad, random.Next(4), random.Next(4));
                if (c.Fits)
                    Check(name, c, random);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Run_EveryCountOfChannels_StaysWithinTheBound(string name)
    {
        var random = new Random(7);
        for (int i = 1; i <= 67; i++)
        {
            Check(name, new ConvolutionCase(5, 6, i, random.Next(1, 9), 3, 3, 1, 1, 1, 1, 1, 1), random);
            Check(name, new ConvolutionCase(6, 5, random.Next(1, 9), i, 3, 3, 1, 1, 1, 1, 1, 1), random);
        }
    }

    /// <summary>Tiles that do not fit one block, so that blocks and shares of them must join.</summary>
    [Theory]
    [MemberData(nameof(Kernels))]
    public void Run_ManyBlocks_StaysWithinTheBound(string name)
    {
        var random = new Random(8);
        Check(name, new ConvolutionCase(37, 41, 33, 17, 3, 3, 1, 1, 1, 1, 1, 1), random);
        Check(name, new ConvolutionCase(9, 70, 66, 5, 3, 3, 1, 1, 0, 2, 0, 3), random);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Run_AnyNumberOfParts_GivesTheSameBits(string name)
    {
        var random = new Random(9);
        foreach ((int size, int n) in ((int, int)[])[(19, 5), (4, 67), (30, 33)])
        {
            var c = new ConvolutionCase(size, size, 7, n, 3, 3, 1, 1, 1, 1, 1, 1);
            float[] x = Floats(random, size * size * 7), w = Floats(random, n * 63), whole = Run(Named(name), c, x, w, null, null, 1);
            for (int parts = 2; parts <= 9; parts++)
                Assert.Equal(whole, Run(Named(name), c, x, w, null, null, parts));
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Run_NormalData_HasAnRmsErrorWithinTheBound(string name)
    {
        var random = new Random(10);
        KernelSet set = All.Single(pair => pair.Kernel.Name == name).Set;
        foreach (int channels in (int[])[1, 4, 16, 64])
        {
            var c = new ConvolutionCase(16, 16, channels, 16, 3, 3, 1, 1, 1, 1, 1, 1);
            float[] x = Normals(random, c.H * c.W * c.C), w = Normals(random, c.OC * c.K);
            double[] exact = ReferenceConvolution.Exact(c, x, w);
            double ratio = Rms(exact, Run(Named(name), c, x, w, null, null, 1)) / Rms(exact, Run(set.LinearF32[0], c, x, w, null, null, 1));
            Assert.True(ratio <= WinogradKernel.RmsBound, $"{name} with {channels} channels: {ratio:F2} times the direct kernel's RMS error.");
        }
    }

    /// <summary>Inputs and weights of one sign, of alternating signs as the points ±3/2 amplify them most, of random signs, and mostly zeros.</summary>
    [Theory]
    [MemberData(nameof(Kernels))]
    public void Run_HardData_StaysWithinTheBound(string name)
    {
        var random = new Random(11);
        var c = new ConvolutionCase(9, 9, 256, 8, 3, 3, 1, 1, 1, 1, 1, 1);
        Func<int, float>[] signs = [_ => 1, i => (i & 1) == 0 ? 1 : -1, _ => random.Next(2) == 0 ? 1 : -1, _ => random.Next(8) == 0 ? 1 : 0];
        foreach (Func<int, float> sign in signs)
        {
            float[] x = new float[c.H * c.W * c.C], w = new float[c.OC * c.K];
            for (int i = 0; i < x.Length; i++)
                x[i] = sign((i / c.C / c.W) + (i / c.C % c.W)) * (0.9f + (random.NextSingle() / 10));
            for (int i = 0; i < w.Length; i++)
                w[i] = sign((i / c.C / 3 % 3) + (i / c.C % 3)) * (0.9f + (random.NextSingle() / 10));
            double share = Worst(Named(name), c, x, w, Run(Named(name), c, x, w, null, null, 1), ReferenceConvolution.Exact(c, x, w));
            Assert.True(share <= 1, $"{name}: error is {share} of the bound.");
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Accepts_OtherKernelsStridesAndDilations_IsFalse(string name)
    {
        PatchGrid grid = Grids.Of(new ConvolutionCase(9, 9, 16, 16, 3, 3));
        Assert.True(Named(name).Accepts(grid, 16));
        Assert.False(Named(name).Accepts(grid with { StrideW = 2 }, 16));
        Assert.False(Named(name).Accepts(grid with { DilationH = 2 }, 16));
        Assert.False(Named(name).Accepts(grid with { KH = 1 }, 16));
        Assert.False(Named(name).Accepts(grid, 4_000_000));
        Assert.False(Named(name).Accepts(grid with { H = 0 }, 16));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Run_AnotherShape_Throws(string name)
    {
        var c = new ConvolutionCase(9, 9, 4, 4, 3, 3, 2, 2);
        Assert.Throws<ArgumentException>(() => Named(name).Run(new LinearF32Args { Input = new float[324], Grid = Grids.Of(c), PackedWeights = new float[99999], Output = new float[999], N = 4, Scratch = new byte[99999] }));
    }

    private static WinogradKernel Named(string name) => All.Single(pair => pair.Kernel.Name == name).Kernel;

    private static float[] Floats(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 4) - 2))];

    private static float[] Normals(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];

    private static double Rms(double[] expected, float[] got) => Math.Sqrt(expected.Zip(got, (a, b) => (a - b) * (a - b)).Average());

    private static float[] Run(LinearF32Kernel kernel, ConvolutionCase c, float[] x, float[] w, float[]? bias, float[]? residual, int parts, float minimum = float.NegativeInfinity, float maximum = float.PositiveInfinity)
    {
        PatchGrid grid = Grids.Of(c);
        float[] packed = new float[kernel.PackedElements(grid, c.OC)];
        kernel.Pack(w, grid, c.OC, packed);
        using var input = GuardedMemory<float>.Of(x);
        using var weights = GuardedMemory<float>.Of(packed);
        using var output = residual is null ? new GuardedMemory<float>(c.OH * c.OW * c.OC) : GuardedMemory<float>.Of(residual);
        using var scratch = new GuardedMemory<byte>(kernel.ScratchBytes(grid, c.OC));
        // What is left in working memory must not reach a result.
        scratch.Span.Fill(0xFF);
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
                Residual = residual is null ? default : output.Span,
                Output = output.Span,
                N = c.OC,
                Scratch = scratch.Span,
                Part = new WorkPart(part, parts),
            });
        }

        return output.Span.ToArray();
    }

    private static void Check(string name, ConvolutionCase c, Random random)
    {
        float[] x = Floats(random, c.H * c.W * c.C), w = Floats(random, c.OC * c.K);
        float[]? bias = random.Next(2) == 0 ? null : Floats(random, c.OC), residual = random.Next(2) == 0 ? null : Floats(random, c.OH * c.OW * c.OC);
        float minimum = random.Next(2) == 0 ? float.NegativeInfinity : 0f, maximum = random.Next(3) == 0 ? 1.5f : float.PositiveInfinity;
        double[] expected = ReferenceConvolution.Exact(c, x, w);
        for (int i = 0; i < expected.Length; i++)
            expected[i] = Math.Min(Math.Max(expected[i] + (bias?[i % c.OC] ?? 0) + (residual?[i] ?? 0), minimum), maximum);
        int parts = random.Next(1, 4);
        float[] got = Run(Named(name), c, x, w, bias, residual, parts, minimum, maximum);
        double share = Worst(Named(name), c, x, w, got, expected);
        Assert.True(share <= 1, $"{name} {c}: error is {share} of the bound (bias {bias is not null}, residual {residual is not null}, {parts} parts).");
    }

    // The largest error as a share of the bound; the additions of bias and residual round by up to 2⁻²⁴ of their sums, which are below 64 here or small beside the weights.
    private static double Worst(WinogradKernel kernel, ConvolutionCase c, float[] x, float[] w, float[] got, double[] expected)
    {
        double worst = 0;
        double[] weights = [.. Enumerable.Range(0, c.OC).Select(oc => w.Skip(oc * c.K).Take(c.K).Sum(v => Math.Abs((double)v)))];
        for (int i = 0; i < got.Length; i++)
        {
            int oy = i / c.OC / c.OW, ox = i / c.OC % c.OW;
            double bound = (Math.ScaleB(kernel.ErrorBound, -24) * LargestInput(kernel.TileOutputs, c, x, oy, ox) * weights[i % c.OC]) + (Math.ScaleB(1, -23) * (4 + Math.Abs(expected[i])));
            double error = Math.Abs(got[i] - expected[i]);
            if (!(error <= worst * bound))
                worst = double.IsNaN(error) ? double.PositiveInfinity : error / bound;
        }

        return worst;
    }

    private static double LargestInput(int outputs, ConvolutionCase c, float[] x, int oy, int ox)
    {
        double largest = 0;
        int y0 = (oy / outputs * outputs) - c.PadTop, x0 = (ox / outputs * outputs) - c.PadLeft;
        for (int y = Math.Max(0, y0); y < Math.Min(c.H, y0 + outputs + 2); y++)
        {
            for (int at = Math.Max(0, x0); at < Math.Min(c.W, x0 + outputs + 2); at++)
            {
                for (int ch = 0; ch < c.C; ch++)
                    largest = Math.Max(largest, Math.Abs((double)x[(((y * c.W) + at) * c.C) + ch]));
            }
        }

        return largest;
    }
}
