using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Tests.Gemm;

/// <summary>Two pixels at a time against nested loops, byte for byte, with each set's kernels.</summary>
public sealed class PixelPairKernelTests
{
    private static readonly IReadOnlyList<(KernelSet Set, LinearInt8Kernel Kernel)> All =
        [.. KernelSets.Supported.SelectMany(set => set.LinearInt8.Where(kernel => kernel.IsSupported && kernel is not PixelPairKernel).Select(kernel => (set, kernel)))];

    public static TheoryData<string> Kernels => [.. All.Select(pair => pair.Kernel.Name).Distinct()];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Run_FewChannelsAndEvenWidths_MatchesReference(string name)
    {
        (KernelSet set, LinearInt8Kernel inner) = All.First(pair => pair.Kernel.Name == name);
        var kernel = new PixelPairKernel(inner);
        var random = new Random(21);
        int taken = 0;
        for (int i = 0; i < 400; i++)
        {
            var c = new ConvolutionCase(
                1 + random.Next(12), 1 + random.Next(40), 1 + random.Next(9), 1 + random.Next(8), 1 + random.Next(5), 1 + random.Next(5),
                1 + random.Next(3), 1 + random.Next(3), random.Next(4), random.Next(4), random.Next(4), random.Next(4), 1 + random.Next(2));
            if (!c.Fits)
                continue;
            taken += kernel.Accepts(Grids.Of(c), c.OC) ? 1 : 0;
            Assert.Null(LinearInt8Properties.Check(kernel, set.Sign, c, random));
        }

        // Winograd's kernels take other windows than a pair's.
        Assert.True(taken > 100 || inner.Name.Contains("winograd", StringComparison.Ordinal), $"{taken} cases");
    }

    [Fact]
    public void Accepts_OddWidthsManyChannelsAndSpreadTaps_IsFalse()
    {
        var kernel = new PixelPairKernel(KernelSets.Portable.LinearInt8[0]);
        PatchGrid grid = Grids.Of(new ConvolutionCase(8, 8, 3, 8, 3, 3));
        Assert.True(kernel.Accepts(grid, 8));
        Assert.False(kernel.Accepts(grid, 9));
        Assert.False(kernel.Accepts(grid, 0));
        Assert.False(kernel.Accepts(grid with { OW = 5 }, 8));
        Assert.False(kernel.Accepts(grid with { DilationW = 2 }, 8));
        Assert.False(kernel.Accepts(grid with { StrideW = int.MaxValue }, 8));
    }
}
