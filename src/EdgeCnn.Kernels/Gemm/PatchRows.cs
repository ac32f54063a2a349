using System.Runtime.CompilerServices;

namespace EdgeCnn.Kernels.Gemm;

/// <summary>
/// Finds the rows of the implicit matrix A for a tile: a row of taps that lies inside the input is read in place, through a
/// pointer of its own; one above or below the input is the same row of padding for all; one that hangs over a side, and
/// every patch whose pieces do not suit the kernel, is gathered.
/// </summary>
/// <remarks>Source: Dukhan 2019, "The Indirect Convolution Algorithm", for pointers instead of an im2col buffer.</remarks>
internal unsafe ref struct PatchRows<T>
    where T : unmanaged
{
    private readonly T* input;
    private readonly PatchGrid grid;
    private readonly T* outside; // a row of taps of padding
    private readonly T* gathered; // [mr, paddedK]
    private readonly T padding;
    private readonly int rowLength;
    private readonly bool inPlace;
    private readonly bool isMatrix;

    /// <param name="input">[H, W, C]</param>
    /// <param name="grid">Where the patches lie.</param>
    /// <param name="format">The kernel's.</param>
    /// <param name="scratch">Room for a row of padding, one tile's gathered rows and <see cref="PatchGather.Slack"/>.</param>
    /// <param name="padding">What a tap outside the input reads.</param>
    /// <param name="gatherAll">True to gather every row.</param>
    public PatchRows(T* input, in PatchGrid grid, GemmFormat format, T* scratch, T padding, bool gatherAll = false)
    {
        this.input = input;
        this.grid = grid;
        this.padding = padding;
        rowLength = format.PaddedK(grid.K);
        outside = scratch;
        gathered = scratch + rowLength;
        inPlace = !gatherAll && PatchRows.ReadsInPlace(grid, format.Kr);
        isMatrix = inPlace && grid.IsMatrix;
        Segments = inPlace ? grid.KH : 1;
        Length = inPlace ? grid.KW * grid.C : rowLength;
        if (inPlace && !isMatrix)
            PatchGather.Fill(outside, Length, padding);
    }

    /// <summary>Pieces of a row: rows of taps, or 1.</summary>
    public int Segments { get; }

    /// <summary>Elements of a piece.</summary>
    public int Length { get; }

    /// <summary>Where <see cref="Find"/> puts gathered rows. // [mr, paddedK]</summary>
    public readonly T* Gathered => gathered;

    /// <summary>Writes the places of <paramref name="count"/> rows from output pixel <paramref name="m0"/> on; a row beyond the count repeats the last.</summary>
    /// <param name="m0">First output pixel.</param>
    /// <param name="count">Rows of the tile that there are.</param>
    /// <param name="mr">Rows of the tile.</param>
    /// <param name="rows">Receives [Segments, mr] places.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Find(int m0, int count, int mr, T** rows)
    {
        if (isMatrix)
            Every(input + ((nint)m0 * rowLength), count, rows);
        else if (inPlace)
            FindPatches(m0, count, mr, rows);
        else
        {
            PatchGather.Gather(input, grid, m0, count, gathered, rowLength, padding);
            Every(gathered, count, rows);
        }

        for (int i = count; i < mr; i++)
        {
            for (int s = 0; s < Segments; s++)
                rows[(s * mr) + i] = rows[(s * mr) + count - 1];
        }
    }

    private readonly void Every(T* row, int count, T** rows)
    {
        for (int i = 0; i < count; i++, row += rowLength)
            rows[i] = row;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void FindPatches(int m0, int count, int mr, T** rows)
    {
        int oy = m0 / grid.OW, ox = m0 - (oy * grid.OW);
        nint inputRow = (nint)grid.W * grid.C, nextSegment = grid.DilationH * inputRow, nextPatch = (nint)grid.StrideW * grid.C;
        for (int i = 0; i < count; oy++, ox = 0)
        {
            int y0 = (oy * grid.StrideH) - grid.PadTop, end = Math.Min(count, i + grid.OW - ox);
            bool inside = y0 >= 0 && y0 + ((grid.KH - 1) * grid.DilationH) < grid.H;
            // The patches under one row of the output.
            for (int x0 = (ox * grid.StrideW) - grid.PadLeft; i < end; i++, x0 += grid.StrideW)
            {
                T** to = rows + i;
                if (!inside || x0 < 0 || x0 + grid.KW > grid.W)
                {
                    FindAtEdge(y0, x0, i, mr, to);
                    continue;
                }

                T* piece = input + (y0 * inputRow) + ((nint)x0 * grid.C);
                for (int s = 0; s < Segments; s++, piece += nextSegment, to += mr)
                    *to = piece;
            }
        }
    }

    private readonly void FindAtEdge(int y0, int x0, int i, int mr, T** to)
    {
        bool whole = x0 >= 0 && x0 + grid.KW <= grid.W;
        for (int s = 0; s < Segments; s++, to += mr)
        {
            int y = y0 + (s * grid.DilationH);
            T* row = input + ((nint)y * grid.W * grid.C);
            if ((uint)y >= (uint)grid.H)
                *to = outside;
            else if (whole)
                *to = row + ((nint)x0 * grid.C);
            else
            {
                *to = gathered + ((nint)i * rowLength) + ((nint)s * Length);
                PatchGather.Taps(row, input + grid.InputLength, grid, x0, *to, padding);
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
