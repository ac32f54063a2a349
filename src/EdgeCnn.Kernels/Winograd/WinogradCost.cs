using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Winograd;

/// <summary>What a Winograd convolution costs, in the cycles of <see cref="GemmFormat.Cost"/>.</summary>
internal static class WinogradCost
{
    // A GEMM tile's store and the calls around it weigh like this many products of each of its outputs.
    private const double Store = 12;

    // So many weights come from the second cache, each time that a block of tiles meets them.
    private const double NearWeights = 128 << 10;

    // Products that take as long as one weight from behind it.
    private const double FarWeight = 8;

    /// <summary>Products of whole GEMM tiles, both transforms, and reading the weights that a direct kernel does not have.</summary>
    public static double Of(in PatchGrid grid, int n, in WinogradLayout layout, WinogradFormat format, GemmFormat gemm)
    {
        double rows = (layout.Tiles + gemm.Mr - 1) / gemm.Mr * (double)gemm.Mr, columns = gemm.PaddedN(n), tiles = layout.Tiles;
        double products = rows * layout.Points * columns * (gemm.PaddedK(grid.C) + Store);
        double transforms = tiles * ((layout.RowLength * format.InputMacs) + (columns * format.OutputMacs));
        double weights = Math.Ceiling(tiles / layout.BlockTiles) * layout.Panels * layout.PanelLength;
        double far = FarWeight * Math.Max(0, weights - NearWeights - ((double)grid.K * n));
        return (products + transforms + far) / gemm.MacsPerCycle;
    }
}
