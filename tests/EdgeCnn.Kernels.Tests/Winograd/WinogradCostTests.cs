using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Winograd;

namespace EdgeCnn.Kernels.Tests.Winograd;

/// <summary>Which kernel is cheapest, for layers where measuring leaves no doubt; in sets of any processor.</summary>
public sealed class WinogradCostTests
{
    [Theory]
    [InlineData(56, 64, 64)]
    [InlineData(28, 128, 128)]
    [InlineData(55, 16, 64)]
    [InlineData(27, 32, 128)]
    [InlineData(32, 32, 32)]
    [InlineData(32, 16, 16)]
    [InlineData(16, 32, 32)]
    public void Cost_WideLayer_IsLeastForFourByFour(int size, int channels, int n) =>
        Assert.All(KernelSets.All, set => Assert.Equal(4, (Cheapest(set, size, channels, n) as WinogradKernel)?.TileOutputs));

    [Theory]
    [InlineData(28, 1, 16)]
    [InlineData(8, 3, 16)]
    [InlineData(2, 128, 128)]
    [InlineData(1, 64, 64)]
    public void Cost_FewChannelsOrHardlyATile_IsLeastForADirectKernel(int size, int channels, int n) =>
        Assert.All(KernelSets.All, set => Assert.True(Cheapest(set, size, channels, n).IsDirect, set.Name));

    /// <summary>One tile of 4x4 leaves most rows of a GEMM's tile empty, four of 2x2 do not.</summary>
    [Fact]
    public void Cost_OneTile_IsLessForTwoByTwoThanForFourByFour() =>
        Assert.All(KernelSets.All, set => Assert.True(Cost(set, 2, 4, 32, 32) < Cost(set, 4, 4, 32, 32), set.Name));

    /// <summary>Weights of 4x4 tiles take four times the room and come from memory; the time that this takes must count.</summary>
    [Fact]
    public void Cost_ManyWeightsForFewOutputs_GrowsByThem() =>
        Assert.All(KernelSets.All, set => Assert.True(Cost(set, 4, 8, 512, 512) > 1.2 * 64 * Cost(set, 4, 8, 64, 64), set.Name));

    private static LinearF32Kernel Cheapest(KernelSet set, int size, int channels, int n) =>
        set.LinearF32.Where(kernel => kernel.Accepts(Grid(size, channels), n)).MinBy(kernel => kernel.Cost(Grid(size, channels), n))!;

    private static double Cost(KernelSet set, int tile, int size, int channels, int n) =>
        set.LinearF32.OfType<WinogradKernel>().Where(kernel => kernel.TileOutputs == tile).Min(kernel => kernel.Cost(Grid(size, channels), n));

    private static PatchGrid Grid(int size, int channels) =>
        new() { H = size, W = size, C = channels, KH = 3, KW = 3, OH = size, OW = size, PadTop = 1, PadLeft = 1 };
}
