using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Winograd;

/// <summary>What a Winograd convolution costs, in the cycles of <see cref="GemmFormat.Cost"/>.</summary>
internal static class WinogradCost
{
    // Cycles of a GEMM tile's call, and of storing each of its outputs, as for a direct kernel.
    private const double Tile = 20, Store = 0.12;

    // Cycles of a tile's calls; of each input whose channels do not fill whole registers; of each output that is stored by way of a buffer.
    private const double Call = 60, Tail = 8, Part = 8;

    // Products that take as long as reading a weight from memory, for what a direct kernel does not read and the second cache does not
    // hold, and from the third cache, each time that another block of tiles meets the weights.
    private const double FarWeight = 8, NextWeight = 3, NearWeights = 128 << 10;

    /// <summary>Products of whole GEMM tiles, both transforms, and what does not fit whole registers, and reading the weights that a direct kernel does not have.</summary>
    public static double Of(in PatchGrid grid, int n, in WinogradLayout layout, WinogradFormat format, GemmFormat gemm)
    {
        double tiles = layout.Tiles, outputs = gemm.Mr * gemm.Nr, gemms = Math.Ceiling(tiles / gemm.Mr) * layout.Panels * layout.Points;
        double products = gemms * ((outputs * gemm.PaddedK(grid.C) / gemm.MacsPerCycle) + Tile + (Store * outputs));
        double transforms = tiles * ((layout.RowLength * format.InputMacs) + (layout.Panels * gemm.Nr * format.OutputMacs));
        double edges = Call + (grid.C % format.Lanes == 0 ? 0 : Tail * layout.Points) + (n % gemm.Nr == 0 ? 0 : Part * format.Outputs * format.Outputs);
        double weights = (double)layout.Panels * layout.PanelLength, blocks = Math.Ceiling(tiles / layout.BlockTiles);
        double far = (FarWeight * Math.Max(0, weights - NearWeights - ((double)grid.K * n))) + (NextWeight * (blocks - 1) * Math.Max(0, weights - NearWeights));
        return products + (tiles * edges) + ((transforms + far) / gemm.MacsPerCycle);
    }
}
