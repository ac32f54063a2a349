using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Winograd;

/// <summary>How a convolution falls into tiles and blocks of tiles, and where a block lies in working memory.</summary>
internal readonly struct WinogradLayout
{
    private const int Line = 16; // Floats of a cache line.

    /// <param name="grid">A 3x3 convolution with stride and dilation 1.</param>
    /// <param name="n">Output channels.</param>
    /// <param name="format">The transform's format.</param>
    /// <param name="gemm">The format of the kernel that multiplies.</param>
    public WinogradLayout(in PatchGrid grid, int n, WinogradFormat format, GemmFormat gemm)
    {
        Columns = Ceiling(grid.OW, format.Outputs);
        Tiles = Ceiling(grid.OH, format.Outputs) * Columns;
        Points = format.Size * format.Size;
        Panels = Ceiling(n, gemm.Nr);
        int whole = Math.Max(format.Lanes, gemm.Kr);
        RowLength = checked(Ceiling(grid.C, whole) * whole);
        PanelLength = checked(Points * gemm.Nr * gemm.PaddedK(grid.C));
        long most = Math.Max(1, format.CachedBytes / (4L * Points * RowLength * gemm.Mr));
        int groups = Math.Max(1, Ceiling(Tiles, gemm.Mr)), blocks = (int)((groups + most - 1) / most);
        BlockTiles = Ceiling(groups, blocks) * gemm.Mr;
        PointStep = OddLines(BlockTiles * RowLength);
        SumStep = OddLines(BlockTiles * gemm.Nr);
        PatchLength = Ceiling((Points * grid.C) + (PatchGather.Slack / sizeof(float)), Line) * Line;
        ScratchBytes = checked((Points * BlockTiles * sizeof(long)) + (sizeof(float) * ((Points * (PointStep + SumStep)) + PatchLength)));
    }

    /// <summary>Tiles along the output's width.</summary>
    public int Columns { get; }

    /// <summary>All tiles.</summary>
    public int Tiles { get; }

    /// <summary>Points of a tile.</summary>
    public int Points { get; }

    /// <summary>Panels of weights, Nr output channels each.</summary>
    public int Panels { get; }

    /// <summary>Elements of one point of one tile: the channels, filled up with zeros to whole registers and to the GEMM's step of k.</summary>
    public int RowLength { get; }

    /// <summary>Packed weights of a panel: [points, C, Nr].</summary>
    public int PanelLength { get; }

    /// <summary>Tiles of a block, a multiple of the GEMM's rows.</summary>
    public int BlockTiles { get; }

    /// <summary>Elements from a point of a block to the next: an odd number of cache lines, so that the points that one tile writes fall into different sets of a cache.</summary>
    public int PointStep { get; }

    /// <summary>The same for the products of one panel.</summary>
    public int SumStep { get; }

    /// <summary>Room for a tile's inputs, and for what gathering them may write behind.</summary>
    public int PatchLength { get; }

    /// <summary>Bytes of working memory: points, products, one tile's inputs, places of rows.</summary>
    public int ScratchBytes { get; }

    private static int Ceiling(int a, int b) => (int)(((long)a + b - 1) / b);

    private static int OddLines(int elements) => checked((Ceiling(elements, Line) | 1) * Line);
}
