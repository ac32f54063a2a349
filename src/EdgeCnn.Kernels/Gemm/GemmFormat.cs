namespace EdgeCnn.Kernels.Gemm;

/// <summary>What a GEMM micro-kernel asks of its caller: the tile, and how weights must be packed for it.</summary>
/// <param name="Name">The kernel's name as plans and reports print it, for example <c>int8-gemm-8x8c4-neondot</c>.</param>
/// <param name="Mr">Rows (output pixels) of one tile.</param>
/// <param name="Nr">Columns (output channels) of one tile.</param>
/// <param name="Kr">K is padded with zero weights to a multiple of this.</param>
/// <param name="KGroup">Consecutive k that lie side by side in a column of the packed weights; divides <paramref name="Kr"/>.</param>
/// <param name="RowElementBytes">Bytes of one element of a row of A; 2 for codes that are widened to int16 first, as a processor without byte products wants them.</param>
/// <param name="MacsPerCycle">Products of a cycle in the inner loop, for the choice among kernels.</param>
public sealed record GemmFormat(string Name, int Mr, int Nr, int Kr, int KGroup, int RowElementBytes, double MacsPerCycle)
{
    private const int GatheredElements = 4096;
    private const int MostTilesAhead = 8;

    /// <summary><paramref name="k"/> rounded up to a multiple of <see cref="Kr"/>, at least one: micro-kernels always make a step.</summary>
    public int PaddedK(int k) => checked(Math.Max(1, (k + Kr - 1) / Kr) * Kr);

    /// <summary>
    /// k as the kernel counts it. Widened codes lie in working memory, where a step may read beyond a row of taps: each row of taps is
    /// padded with zero weights by itself then, so that all are read in place.
    /// </summary>
    public int RowLength(in PatchGrid grid) => ReadsInPlace(grid) ? checked(Math.Max(1, grid.KH) * PaddedK(grid.KW * grid.C)) : PaddedK(grid.K);

    /// <summary>True if rows of taps are read where they lie.</summary>
    public bool ReadsInPlace(in PatchGrid grid) => PatchRows.ReadsInPlace(grid, RowElementBytes == sizeof(short) ? 1 : Kr);

    /// <summary><paramref name="n"/> rounded up to a multiple of <see cref="Nr"/>.</summary>
    public int PaddedN(int n) => checked((n + Nr - 1) / Nr * Nr);

    /// <summary>Elements of the packed weights of an [n, k] matrix.</summary>
    public int PackedElements(int n, int k) => checked(PaddedN(n) * PaddedK(k));

    /// <summary>
    /// Rows of A that a driver gathers at once: those of one tile, or of several where rows are short. A processor does not
    /// pass on to a load what two stores have just written, so the rows should be a while old when the kernel reads them.
    /// </summary>
    public int RowsAhead(int k) => checked(Mr * Math.Clamp(GatheredElements / (Mr * PaddedK(k)), 1, MostTilesAhead));

    /// <summary>
    /// Bytes of scratch of a matrix product; never fewer for a greater k. A row of padding, the gathered rows, what the last of
    /// them may spill.
    /// </summary>
    public int ScratchBytes(int k)
    {
        int paddedK = PaddedK(k), tile = checked(Mr * paddedK);
        int gathered = Math.Max(tile, Math.Min(checked(MostTilesAhead * tile), GatheredElements));
        return checked(((gathered + paddedK) * RowElementBytes) + PatchGather.Slack);
    }

    /// <summary>Bytes of scratch of a convolution.</summary>
    public int ScratchBytes(in PatchGrid grid)
    {
        int copied = RowElementBytes == sizeof(short) ? WideInput.Elements(grid, Mr) : PatchRows.SurroundedElements(grid);
        return checked(ScratchBytes(RowLength(grid)) + (copied == 0 ? 0 : (copied * RowElementBytes) + PatchGather.Slack));
    }

    /// <summary>Estimated cycles: the products of all tiles, whole or not; what comes with each tile, its store among it; finding the rows, or gathering those that cannot be read in place.</summary>
    /// <remarks>
    /// Source: least squares over the layers of nine networks on Zen 5. Only the order of a set's kernels counts, and that is
    /// decided by padding of M and N first, so other processors are served well enough.
    /// </remarks>
    public double Cost(in PatchGrid grid, int n)
    {
        const double tile = 20, piece = 6, gather = 0.7;
        double store = RowElementBytes == sizeof(float) ? 0.12 : 0.3, outputs = Mr * Nr;
        double rows = (grid.M + Mr - 1) / Mr, tiles = rows * (PaddedN(n) / Nr);
        double find = !ReadsInPlace(grid) ? gather * grid.K : grid.IsMatrix ? 0 : piece * grid.KH;
        return (tiles * ((outputs * RowLength(grid) / MacsPerCycle) + tile + (store * outputs))) + (rows * Mr * find);
    }
}
