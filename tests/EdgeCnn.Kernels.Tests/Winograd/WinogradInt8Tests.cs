using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Tests.Gemm;

namespace EdgeCnn.Kernels.Tests.Winograd;

/// <summary>The Winograd kernels for codes of this processor against nested loops, byte for byte, between guard pages.</summary>
public sealed class WinogradInt8Tests
{
    private static readonly IReadOnlyList<(KernelSet Set, LinearInt8Kernel Kernel)> All =
        [.. KernelSets.Supported.SelectMany(set => set.LinearInt8.Select(kernel => (set, kernel))).Where(pair => pair.kernel.IsSupported && pair.kernel.Name.Contains("winograd", StringComparison.Ordinal)).DistinctBy(pair => pair.kernel.Name)];

    // Without such a kernel a theory would have no case, which is an error.
    public static TheoryData<string?> Kernels => All.Count == 0 ? [null] : [.. All.Select(pair => pair.Kernel.Name)];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Run_EverySizeUpToTwoTilesAndPadding_MatchesReference(string? name)
    {
        var random = new Random(11);
        for (int height = 1; height <= 9; height++)
        {
            for (int width = 1; width <= 9; width++)
            {
                var c = new ConvolutionCase(height, width, 16, 16, 3, 3, 1, 1, random.Next(4), random.Next(4), random.Next(4), random.Next(4));
                if (c.Fits)
                    Check(name, c, random);
            }
        }
    }

    /// <summary>Sums as great as they get, with as many channels as the kernel takes and, where that is many, tiles that share the weights.</summary>
    [Theory]
    [MemberData(nameof(Kernels))]
    public void Run_MostChannels_MatchesReference(string? name)
    {
        var random = new Random(12);
        if (name is null)
            return;
        int channels = 16;
        while (Named(name).Kernel.Accepts(Grids.Of(Square(4, channels + 16, 16)), 16))
            channels += 16;
        for (int i = 0; i < 24; i++)
            Check(name, Square(4, channels, 16), random);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Run_ManyBlocks_MatchesReference(string? name)
    {
        var random = new Random(13);
        for (int i = 0; i < 4; i++)
        {
            Check(name, Square(29, 16, 48), random);
            Check(name, Square(21, 112, 128), random);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Accepts_OtherWindowsAndChannels_IsFalse(string? name)
    {
        if (name is null)
            return;
        LinearInt8Kernel kernel = Named(name).Kernel;
        PatchGrid grid = Grids.Of(Square(8, 32, 32));
        Assert.True(kernel.Accepts(grid, 32));
        Assert.False(kernel.Accepts(grid, 24));
        Assert.False(kernel.Accepts(grid with { C = 24 }, 32));
        Assert.False(kernel.Accepts(grid with { StrideH = 2 }, 32));
        Assert.False(kernel.Accepts(grid with { DilationW = 2 }, 32));
        Assert.False(kernel.Accepts(grid with { KW = 5 }, 32));
    }

    private static (KernelSet Set, LinearInt8Kernel Kernel) Named(string name) => All.Single(pair => pair.Kernel.Name == name);

    private static ConvolutionCase Square(int size, int channels, int n) => new(size, size, channels, n, 3, 3, 1, 1, 1, 1, 1, 1);

    private static void Check(string? name, ConvolutionCase c, Random random)
    {
        if (name is null)
            return;
        (KernelSet set, LinearInt8Kernel kernel) = Named(name);
        Assert.True(kernel.Accepts(Grids.Of(c), c.OC), $"{name} does not take {c}.");
        Assert.Null(LinearInt8Properties.Check(kernel, set.Sign, c, random));
    }
}
