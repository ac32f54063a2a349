using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Depthwise;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Isa;
using EdgeCnn.Kernels.Requantize;
using EdgeCnn.Kernels.Tests.Gemm;
using EdgeCnn.Kernels.X64;

namespace EdgeCnn.Kernels.Tests.Depthwise;

/// <summary>Every depthwise kernel that this processor can run against nested loops, between guard pages.</summary>
public sealed class DepthwiseTests
{
    private const int Cases = 300;

    // Those too that no set may list: of wider vectors, and the text for SDOT over the portable seam, where it is slow.
    private static readonly DepthwiseF32Kernel[] F32 = [.. KernelSets.All.SelectMany(set => set.DepthwiseF32)
        .Concat(DepthwiseCandidates.F32<Lanes512, Vector512<float>>()).Where(kernel => kernel.IsSupported).DistinctBy(kernel => kernel.Name)];

    private static readonly (DepthwiseInt8Kernel Kernel, ActivationSign Sign)[] Int8 = [.. KernelSets.All.SelectMany(set => set.DepthwiseInt8.Select(kernel => (Kernel: kernel, set.Sign)))
        .Concat(DepthwiseX64.Vnni().Select(kernel => (Kernel: kernel, Sign: ActivationSign.Unsigned))).Concat(DepthwiseCandidates.Dot<PortableIsa>().Select(kernel => (Kernel: kernel, Sign: ActivationSign.Signed))).Where(entry => entry.Kernel.IsSupported).DistinctBy(entry => (entry.Kernel.Name, entry.Sign))];

    public static TheoryData<string> F32Kernels => [.. F32.Select(kernel => kernel.Name)];

    public static TheoryData<string> Int8Kernels => [.. Int8.Select(entry => $"{entry.Kernel.Name} {entry.Sign}")];

    [Theory]
    [MemberData(nameof(F32Kernels))]
    public void F32_RandomGeometries_MatchReferenceBitForBit(string name)
    {
        DepthwiseF32Kernel kernel = F32.Single(kernel => kernel.Name == name);
        var random = new Random(21);
        for (int i = 0; i < Cases; i++)
            CheckF32(kernel, DepthwiseCases.Random(random, kernel.Accepts), random);
    }

    [Theory]
    [MemberData(nameof(F32Kernels))]
    public void F32_EveryWidthAndPadding_MatchesReferenceBitForBit(string name)
    {
        DepthwiseF32Kernel kernel = F32.Single(kernel => kernel.Name == name);
        var random = new Random(22);
        foreach (ConvolutionCase c in DepthwiseCases.Widths(kernel.Accepts))
            CheckF32(kernel, c, random);
    }

    [Theory]
    [MemberData(nameof(Int8Kernels))]
    public void Int8_RandomGeometries_MatchReference(string name)
    {
        (DepthwiseInt8Kernel kernel, ActivationSign sign) = Int8.Single(entry => $"{entry.Kernel.Name} {entry.Sign}" == name);
        var random = new Random(20);
        for (int i = 0; i < Cases; i++)
            CheckInt8(kernel, sign, DepthwiseCases.Random(random, kernel.Accepts), random, i % 10);
    }

    [Theory]
    [MemberData(nameof(Int8Kernels))]
    public void Int8_EveryWidthAndPadding_MatchesReference(string name)
    {
        (DepthwiseInt8Kernel kernel, ActivationSign sign) = Int8.Single(entry => $"{entry.Kernel.Name} {entry.Sign}" == name);
        var random = new Random(23);
        foreach (ConvolutionCase c in DepthwiseCases.Widths(kernel.Accepts))
            CheckInt8(kernel, sign, c, random, 9);
    }

    [Fact]
    public void DepthwiseKernels_OfEverySet_EndWithOneThatTakesEveryShape()
    {
        PatchGrid odd = Grids.Of(new ConvolutionCase(9, 9, 1, 1, 2, 4, 3, 1, 1, 2, 0, 0, 2, 1));
        Assert.All(KernelSets.All, set =>
        {
            Assert.True(set.DepthwiseF32[^1].Accepts(odd));
            Assert.True(set.DepthwiseInt8[^1] is { TakesMinimum: true } last && last.Accepts(odd));
        });
    }

    [Fact]
    public void Int8_OutputTooShort_Throws() => Assert.All(KernelSets.Portable.DepthwiseInt8, kernel => Assert.Throws<ArgumentException>(() =>
    {
        PatchGrid grid = Grids.Of(new ConvolutionCase(5, 5, 8, 8, 5, 5));
        kernel.Run(new DepthwiseInt8Args
        {
            Input = new byte[200],
            Grid = grid,
            InputZeroPoint = 0,
            PackedWeights = new sbyte[1000],
            Requantize = new RequantizeArgs { Bias = new int[8], Multiplier = new float[8], ZeroPoint = 0, Minimum = 0, Maximum = 1 },
            Output = new byte[7],
            Scratch = new byte[1000],
        });
    }));

    [Fact]
    public void F32_ShapeOfAnotherKernel_Throws()
    {
        PatchGrid grid = Grids.Of(new ConvolutionCase(8, 8, 64, 64, 4, 4));
        Assert.All(KernelSets.Portable.DepthwiseF32.SkipLast(1), kernel => Assert.Throws<ArgumentException>(() => kernel.Run(new DepthwiseF32Args
        {
            Input = new float[4096],
            Grid = grid,
            PackedWeights = new float[4096],
            Bias = new float[64],
            Output = new float[4096],
            Scratch = new byte[65536],
        })));
    }

    private static void CheckF32(DepthwiseF32Kernel kernel, ConvolutionCase c, Random random)
    {
        float[] Floats(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 4) - 2)];
        float[] x = Floats(c.H * c.W * c.C), w = Floats(c.K), bias = Floats(c.C);
        PatchGrid grid = Grids.Of(c);
        float[] packed = new float[kernel.PackedElements(grid)];
        kernel.Pack(w, grid, packed);
        bool before = random.Next(2) == 0;
        int parts = random.Next(1, 4);
        using var input = GuardedMemory<float>.Of(x, before);
        using var weights = GuardedMemory<float>.Of(packed, before);
        using var offsets = GuardedMemory<float>.Of(bias, before);
        using var output = new GuardedMemory<float>(c.OH * c.OW * c.C, before);
        using var scratch = new GuardedMemory<byte>(kernel.ScratchBytes(grid), before);
        for (int part = 0; part < parts; part++)
        {
            // What the last run left must not matter.
            random.NextBytes(scratch.Span);
            kernel.Run(new DepthwiseF32Args { Input = input.Span, Grid = grid, PackedWeights = weights.Span, Bias = offsets.Span, Minimum = -1f, Maximum = 6f, Output = output.Span, Scratch = scratch.Span, Part = new WorkPart(part, parts) });
        }

        float[] expected = [.. ReferenceConvolution.DepthwiseFloat(c, x, w, bias).Select(sum => MathF.Min(MathF.Max(sum, -1f), 6f))];
        for (int e = 0; e < expected.Length; e++)
        {
            if (BitConverter.SingleToInt32Bits(expected[e]) != BitConverter.SingleToInt32Bits(output.Span[e]))
                Assert.Fail($"{kernel} {c}, {parts} parts: element {e}, expected {expected[e]:R}, got {output.Span[e]:R}.");
        }
    }

    // Extremes 0 to 3: lowest and highest codes with lowest and highest weights; otherwise random ones.
    private static void CheckInt8(DepthwiseInt8Kernel kernel, ActivationSign sign, ConvolutionCase c, Random random, int extreme)
    {
        int low = sign == ActivationSign.Signed ? -128 : 0, high = low + 255, weightLow = kernel.TakesMinimum ? -128 : -127;
        int[] x = [.. Enumerable.Range(0, c.H * c.W * c.C).Select(_ => extreme switch { 0 or 1 => low, 2 or 3 => high, _ => random.Next(low, high + 1) })];
        sbyte[] w = [.. Enumerable.Range(0, c.K).Select(_ => (sbyte)(extreme switch { 0 or 2 => weightLow, 1 or 3 => 127, _ => random.Next(weightLow, 128) }))];
        int zx = extreme < 4 ? (random.Next(2) == 0 ? low : high) : random.Next(low, high + 1), zy = random.Next(low, high + 1), minimum = random.Next(3) == 0 ? zy : low, padded = RequantizeArgs.Padded(c.C);
        int[] bias = [.. Enumerable.Range(0, c.C).Select(_ => random.Next(-50_000, 50_000))], folded = new int[padded];
        float[] multiplier = new float[padded];
        for (int ch = 0; ch < c.C; ch++)
        {
            folded[ch] = bias[ch] - (zx * Enumerable.Range(0, c.KH * c.KW).Sum(tap => w[(tap * c.C) + ch]));
            // From hardly any code to most codes cut off, even far beyond 32 bits.
            multiplier[ch] = MathF.ScaleB(0.5f + random.NextSingle(), random.Next(20) == 0 ? 20 : -random.Next(1, 18));
        }

        PatchGrid grid = Grids.Of(c);
        sbyte[] packed = new sbyte[kernel.PackedElements(grid)];
        kernel.Pack(w, grid, packed);
        bool before = random.Next(2) == 0;
        int parts = random.Next(1, 4);
        using var input = GuardedMemory<byte>.Of([.. x.Select(value => (byte)value)], before);
        using var weights = GuardedMemory<sbyte>.Of(packed, before);
        using var offsets = GuardedMemory<int>.Of(folded, before);
        using var factors = GuardedMemory<float>.Of(multiplier, before);
        using var output = new GuardedMemory<byte>(c.OH * c.OW * c.C, before);
        using var scratch = new GuardedMemory<byte>(kernel.ScratchBytes(grid), before);
        for (int part = 0; part < parts; part++)
        {
            random.NextBytes(scratch.Span);
            kernel.Run(new DepthwiseInt8Args
            {
                Input = input.Span,
                Grid = grid,
                InputZeroPoint = (byte)zx,
                PackedWeights = weights.Span,
                Requantize = new RequantizeArgs { Bias = offsets.Span, Multiplier = factors.Span, ZeroPoint = zy, Minimum = minimum, Maximum = high },
                Output = output.Span,
                Scratch = scratch.Span,
                Part = new WorkPart(part, parts),
            });
        }

        long[] sums = ReferenceConvolution.DepthwiseSums(c, x, zx, w, bias);
        for (int e = 0; e < sums.Length; e++)
        {
            int expected = ReferenceConvolution.Requantize(sums[e], multiplier[e % c.C], zy, minimum, high);
            int got = sign == ActivationSign.Signed ? (sbyte)output.Span[e] : output.Span[e];
            if (expected != got)
                Assert.Fail($"{kernel} {c} {sign}, {parts} parts, extreme {extreme}: element {e}, expected {expected}, got {got}, sum {sums[e]}, multiplier {multiplier[e % c.C]:R}.");
        }
    }
}
