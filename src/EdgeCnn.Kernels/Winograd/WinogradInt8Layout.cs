using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Winograd;

/// <summary>Sizes of a Winograd convolution on codes.</summary>
internal readonly struct WinogradInt8Layout
{
    // Beyond this many bytes of weights more tiles meet them at once.
    private const int NearWeights = 384 << 10, TilesForFarWeights = 36;

    public WinogradInt8Layout(in PatchGrid grid, int n, WinogradInt8Format format, int mr, int nr)
    {
        TilesX = (grid.OW + format.Outputs - 1) / format.Outputs;
        TilesY = (grid.OH + format.Outputs - 1) / format.Outputs;
        Around = grid with
        {
            H = Math.Max(grid.H + grid.PadTop, (TilesY * format.Outputs) + 2),
            W = Math.Max(grid.W + grid.PadLeft, (TilesX * format.Outputs) + 2),
            PadTop = 0,
            PadLeft = 0,
        };
        Panels = (n + nr - 1) / nr;
        PanelBytes = checked(sizeof(short) * format.Points * grid.C * nr);
        int groups = (Tiles + mr - 1) / mr;
        BlockTiles = mr * ((long)Panels * PanelBytes <= NearWeights ? 1 : Math.Clamp(groups, 1, Math.Max(1, TilesForFarWeights / mr)));
        ImageBytes = Rounded(checked((Around.H * Around.W * grid.C) + PatchGather.Slack));
        InputBytes = Rounded(checked(sizeof(short) * format.Points * BlockTiles * grid.C));
        SumsBytes = checked(sizeof(int) * format.Points * BlockTiles * nr);
    }

    /// <summary>Tiles side by side.</summary>
    public int TilesX { get; }

    /// <summary>Rows of tiles.</summary>
    public int TilesY { get; }

    /// <summary>All tiles.</summary>
    public int Tiles => TilesX * TilesY;

    /// <summary>The input with all that tiles reach around it.</summary>
    public PatchGrid Around { get; }

    /// <summary>Panels of weights.</summary>
    public int Panels { get; }

    /// <summary>Bytes of a panel.</summary>
    public int PanelBytes { get; }

    /// <summary>Tiles that meet the weights at once.</summary>
    public int BlockTiles { get; }

    /// <summary>Bytes of the input with what is around it.</summary>
    public int ImageBytes { get; }

    /// <summary>Bytes of a block's transformed inputs.</summary>
    public int InputBytes { get; }

    /// <summary>Bytes of a block's sums.</summary>
    public int SumsBytes { get; }

    /// <summary>Bytes of working memory.</summary>
    public int ScratchBytes => checked(ImageBytes + InputBytes + SumsBytes);

    private static int Rounded(int bytes) => checked(bytes + 63) & ~63;
}
