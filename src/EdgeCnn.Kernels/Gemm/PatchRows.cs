using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Gemm;

/// <summary>
/// Finds the rows of the implicit matrix A for a tile: a row of taps that lies inside the input is read in place, through a
/// pointer of its own; one above or below the input is the same row of padding for all; one that hangs over a side, and
/// every patch whose pieces do not suit the kernel, is gathered. A small input is first copied with its padding around it,
/// which costs less than its edges would.
/// </summary>
/// <remarks>Source: Dukhan 2019, "The Indirect Convolution Algorithm", for pointers instead of an im2col buffer.</remarks>
internal unsafe ref struct PatchRows<T>
    where T : unmanaged
{
    private readonly T* input;
    private readonly PatchGrid grid;
    private readonly T* outside; // a row of taps of padding
    private readonly T* gathered; // [rowsAhead, paddedK]
    private readonly T padding;
    private readonly int rowLength;
    private readonly bool inPlace;
    private readonly bool isMatrix;
    private readonly int firstInside; // columns of the output whose patches lie between the input's sides
    private readonly int endInside;
    private readonly int rowsAhead;
    private readonly Vector512<long> eightPatches; // bytes from a patch to it and the next seven
    private readonly int endPixel; // rows from here on are never asked for
    private int gatheredFrom; // output pixels whose rows are in scratch
    private int gatheredEnd;

    /// <param name="input">[H, W, C]</param>
    /// <param name="grid">Where the patches lie.</param>
    /// <param name="format">The kernel's.</param>
    /// <param name="scratch">Room for a row of padding, <see cref="GemmFormat.RowsAhead"/> gathered rows and <see cref="PatchGather.Slack"/> bytes.</param>
    /// <param name="padding">What a tap outside the input reads.</param>
    /// <param name="endPixel">Behind the last output pixel that is asked for.</param>
    public PatchRows(T* input, in PatchGrid grid, GemmFormat format, T* scratch, T padding, int endPixel = int.MaxValue)
    {
        int surrounded = PatchRows.SurroundedElements(grid);
        if (surrounded != 0)
        {
            PatchGather.Surround(input, grid, PatchRows.Surrounded(grid), padding, scratch);
            this.input = scratch;
            this.grid = PatchRows.Surrounded(grid);
            scratch += surrounded + (PatchGather.Slack / sizeof(T));
        }
        else
        {
            this.input = input;
            this.grid = grid;
        }

        this.padding = padding;
        rowLength = format.RowLength(grid);
        rowsAhead = format.RowsAhead(rowLength);
        this.endPixel = Math.Min(grid.M, endPixel);
        outside = scratch;
        gathered = scratch + rowLength;
        inPlace = format.ReadsInPlace(grid);
        isMatrix = inPlace && grid.IsMatrix && rowLength == grid.C;
        (firstInside, endInside) = PatchGather.Inside(this.grid);
        if (Vector512.IsHardwareAccelerated)
            eightPatches = Vector512<long>.Indices * ((long)grid.StrideW * grid.C * sizeof(T));
        Segments = inPlace ? grid.KH : 1;
        Length = inPlace ? format.PaddedK(grid.KW * grid.C) : rowLength;
        if (inPlace && !isMatrix)
            PatchGather.Fill(outside, Length, padding);
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
    [MethodImpl(Compilation.Hot)]
    public void Find(int m0, int count, int mr, T** rows)
    {
        if (isMatrix)
            Every(input + ((nint)m0 * rowLength), count, rows);
        else if (inPlace)
            FindPatches(m0, count, mr, rows);
        else
        {
            if (m0 < gatheredFrom || m0 + count > gatheredEnd)
            {
                gatheredFrom = m0;
                gatheredEnd = Math.Min(endPixel, m0 + rowsAhead);
                PatchGather.Gather(input, grid, m0, gatheredEnd - m0, gathered, rowLength, padding);
            }

            Every(gathered + ((nint)(m0 - gatheredFrom) * rowLength), count, rows);
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

    [MethodImpl(Compilation.Hot)]
    private readonly void FindPatches(int m0, int count, int mr, T** rows)
    {
        int oy = m0 / grid.OW, ox = m0 - (oy * grid.OW);
        nint inputRow = (nint)grid.W * grid.C, nextSegment = grid.DilationH * inputRow, nextPatch = (nint)grid.StrideW * grid.C;
        for (int i = 0; i < count; oy++, ox = 0)
        {
            // The patches under one row of the output: those over the left side, those inside, those over the right side.
            int y0 = (oy * grid.StrideH) - grid.PadTop, end = Math.Min(count, i + grid.OW - ox), toX = i - ox;
            bool inside = y0 >= 0 && y0 + ((grid.KH - 1) * grid.DilationH) < grid.H;
            int first = inside ? Math.Clamp(toX + firstInside, i, end) : end, last = Math.Clamp(toX + endInside, first, end);
            for (; i < first; i++)
                FindAtEdge(y0, ((i - toX) * grid.StrideW) - grid.PadLeft, i, mr, rows + i);
            T* piece = input + (y0 * inputRow) + ((((i - toX) * (nint)grid.StrideW) - grid.PadLeft) * grid.C);
            for (int s = 0; s < Segments; s++, piece += nextSegment)
            {
                T** to = rows + ((nint)s * mr);
                T* patch = piece;
                int j = i;
                if (Vector512.IsHardwareAccelerated)
                {
                    for (; j <= last - Vector512<long>.Count; j += Vector512<long>.Count, patch += Vector512<long>.Count * nextPatch)
                        (Vector512.Create((long)patch) + eightPatches).Store((long*)(to + j));
                }

                for (; j < last; j++, patch += nextPatch)
                    to[j] = patch;
            }

            for (i = last; i < end; i++)
                FindAtEdge(y0, ((i - toX) * grid.StrideW) - grid.PadLeft, i, mr, rows + i);
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

    /// <summary>An input with its padding is copied up to this many elements.</summary>
    private const int MaxSurrounded = 24 << 10;

    /// <summary>True if a row of taps is one run of memory that a kernel with steps of <paramref name="kr"/> can read where it lies.</summary>
    public static bool ReadsInPlace(in PatchGrid grid, int kr) =>
        (grid.DilationW == 1 || grid.KW == 1) && grid.C > 0 && grid.KW * grid.C % kr == 0 && grid.KH <= MaxSegments;

    /// <summary>Places that a tile's table needs.</summary>
    public static int TableLength(int mr) => mr * MaxSegments;

    /// <summary>Elements of the copy of the input with its padding around it, or 0 if there is none.</summary>
    public static int SurroundedElements(in PatchGrid grid)
    {
        PatchGrid around = Surrounded(grid);
        return (around.H > grid.H || around.W > grid.W) && (double)around.H * around.W * around.C <= MaxSurrounded ? around.InputLength : 0;
    }

    /// <summary>The same patches in an input that holds all of their taps.</summary>
    public static PatchGrid Surrounded(in PatchGrid grid) => grid with
    {
        H = Math.Max(grid.H + grid.PadTop, ((grid.OH - 1) * grid.StrideH) + ((grid.KH - 1) * grid.DilationH) + 1),
        W = Math.Max(grid.W + grid.PadLeft, ((grid.OW - 1) * grid.StrideW) + ((grid.KW - 1) * grid.DilationW) + 1),
        PadTop = 0,
        PadLeft = 0,
    };
}
