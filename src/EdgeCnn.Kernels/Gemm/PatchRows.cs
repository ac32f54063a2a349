namespace EdgeCnn.Kernels.Gemm;

/// <summary>
/// Finds the rows of the implicit matrix A for a tile: where a patch lies wholly inside the input its rows of taps are read in
/// place, through one pointer each; where it hangs over the edge, or its pieces do not suit the kernel, it is gathered.
/// </summary>
/// <remarks>Source: Dukhan 2019, "The Indirect Convolution Algorithm", for pointers instead of an im2col buffer.</remarks>
internal unsafe ref struct PatchRows<T>
    where T : unmanaged
{
    private readonly T* input;
    private readonly PatchGrid grid;
    private readonly T* scratch;
    private readonly T padding;
    private readonly int rowLength;
    private readonly bool inPlace;

    /// <param name="input">[H, W, C]</param>
    /// <param name="grid">Where the patches lie.</param>
    /// <param name="format">The kernel's.</param>
    /// <param name="scratch">Room for one tile's gathered rows.</param>
    /// <param name="padding">What a tap outside the input reads.</param>
    /// <param name="gatherAll">True to gather every row.</param>
    public PatchRows(T* input, in PatchGrid grid, GemmFormat format, T* scratch, T padding, bool gatherAll = false)
    {
        this.input = input;
        this.grid = grid;
        this.scratch = scratch;
        this.padding = padding;
        rowLength = format.PaddedK(grid.K);
        inPlace = !gatherAll && PatchRows.ReadsInPlace(grid, format.Kr);
        Segments = inPlace ? grid.KH : 1;
        Length = inPlace ? grid.KW * grid.C : rowLength;
    }

    /// <summary>Pieces of a row: rows of taps, or 1.</summary>
    public int Segments { get; }

    /// <summary>Elements of a piece.</summary>
    public int Length { get; }

    /// <summary>Writes the places of <paramref name="count"/> rows from output pixel <paramref name="m0"/> on; a row beyond the count repeats the last.</summary>
    /// <param name="m0">First output pixel.</param>
    /// <param name="count">Rows of the tile that there are.</param>
    /// <param name="mr">Rows of the tile.</param>
    /// <param name="rows">Receives [Segments, mr] places.</param>
    public readonly void Find(int m0, int count, int mr, T** rows)
    {
        if (!inPlace)
        {
            PatchGather.Gather(input, grid, m0, count, scratch, rowLength, padding);
            for (int i = 0; i < mr; i++)
                rows[i] = scratch + ((nint)Math.Min(i, count - 1) * rowLength);
            return;
        }

        if (grid.IsMatrix)
        {
            T* row = input + ((nint)m0 * rowLength);
            for (int i = 0; i < mr; i++)
                rows[i] = row + ((nint)Math.Min(i, count - 1) * rowLength);
            return;
        }

        FindPatches(m0, count, mr, rows);
    }

    private readonly void FindPatches(int m0, int count, int mr, T** rows)
    {
        int oy = m0 / grid.OW, ox = m0 - (oy * grid.OW);
        nint nextRow = (nint)grid.DilationH * grid.W * grid.C;
        for (int i = 0; i < mr; i++)
        {
            if (i >= count)
            {
                for (int s = 0; s < Segments; s++)
                    rows[(s * mr) + i] = rows[(s * mr) + count - 1];
                continue;
            }

            int y0 = (oy * grid.StrideH) - grid.PadTop, x0 = (ox * grid.StrideW) - grid.PadLeft;
            T* first;
            nint step;
            if (y0 >= 0 && x0 >= 0 && y0 + ((grid.KH - 1) * grid.DilationH) < grid.H && x0 + grid.KW <= grid.W)
            {
                first = input + ((((nint)y0 * grid.W) + x0) * grid.C);
                step = nextRow;
            }
            else
            {
                first = scratch + ((nint)i * rowLength);
                step = Length;
                PatchGather.Gather(input, grid, m0 + i, 1, first, rowLength, padding);
            }

            for (int s = 0; s < Segments; s++, first += step)
                rows[(s * mr) + i] = first;
            if (++ox == grid.OW)
            {
                ox = 0;
                oy++;
            }
        }
    }
}

/// <summary>What can be said of a grid's rows beforehand.</summary>
internal static class PatchRows
{
    /// <summary>Beyond this many rows of taps the table of places would grow too long.</summary>
    private const int MaxSegments = 16;

    /// <summary>True if a row of taps is one run of memory that a kernel with steps of <paramref name="kr"/> can read where it lies.</summary>
    public static bool ReadsInPlace(in PatchGrid grid, int kr) =>
        (grid.DilationW == 1 || grid.KW == 1) && grid.C > 0 && grid.KW * grid.C % kr == 0 && grid.KH <= MaxSegments;

    /// <summary>Places that a tile's table needs.</summary>
    public static int TableLength(int mr) => mr * MaxSegments;
}
