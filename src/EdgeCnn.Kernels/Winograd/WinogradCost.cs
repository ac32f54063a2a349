using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Winograd;

/// <summary>What a Winograd convolution costs, in the cycles of <see cref="GemmFormat.Cost"/>.</summary>
internal static class WinogradCost
{
    // A GEMM tile's store and the calls around it weigh like this many products of each of its outputs.
    private const double Store = 12;

    // Weights beyond this size come from behind the second cache, each time that a block passes by.
    private const double CachedWeights = 512 << 10;

    // Products that take as long as one weight from there.
    private const double FarWeight = 8;

    /// <summary>Products of whole GEMM tiles, both transforms, and reading the weights, of which there are more than a direct kernel has.</summary>
    public static double Of(in PatchGrid grid, int n, in WinogradLayout layout, WinogradFormat format, GemmFormat gemm)
    {
        double rows = (layout.Tiles + gemm.Mr - 1) / gemm.Mr * (double)gemm.Mr, columns = gemm.PaddedN(n), tiles = layout.Tiles;
        double products = rows * layout.Points * columns * (gemm.PaddedK(grid.C) + Store);
        double transforms = tiles * ((layout.RowLength * format.InputMacs) + (columns * format.OutputMacs));
        double weights = (double)layout.Panels * layout.PanelLength;
        double far = sizeof(float) * weights > CachedWeights ? weights * Math.Ceiling(tiles / layout.BlockTiles) * FarWeight : 0;
        return (products + transforms + far) / gemm.MacsPerCycle;
    }
}
