using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Gemm;

/// <summary>
/// The codes of an input as 16-bit numbers: all of a small one with its padding around it, of others a band of rows at a
/// time, so that what the kernels read stays in the second cache. Each code is widened once instead of once for each tap.
/// </summary>
/// <remarks>Codes are unsigned, so zero extension is right.</remarks>
internal readonly unsafe ref struct WideInput
{
    /// <summary>Elements of a band, unless one tile needs more.</summary>
    private const int BandElements = 48 << 10;

    private readonly byte* input;
    private readonly PatchGrid grid;
    private readonly short* widened;
    private readonly int bandRows; // 0 where the whole input is there

    /// <param name="input">[H, W, C]</param>
    /// <param name="grid">Where the patches lie.</param>
    /// <param name="padding">What a tap outside the input reads.</param>
    /// <param name="mr">Rows of a tile.</param>
    /// <param name="scratch">Room for <see cref="Elements"/> and <see cref="PatchGather.Slack"/> bytes.</param>
    public WideInput(byte* input, in PatchGrid grid, byte padding, int mr, short* scratch)
    {
        this.input = input;
        this.grid = grid;
        widened = scratch;
        End = scratch + Elements(grid, mr) + (PatchGather.Slack / sizeof(short));
        if (PatchRows.SurroundedElements(grid) == 0)
        {
            bandRows = BandRows(grid, mr);
            return;
        }

        this.grid = PatchRows.Surrounded(grid);
        Surround(input, grid, this.grid, padding, scratch);
    }

    /// <summary>The shape, with the padding in the input where it is.</summary>
    public PatchGrid Grid => grid;

    /// <summary>Behind the widened codes.</summary>
    public short* End { get; }

    /// <summary>Elements of the widened codes.</summary>
    public static int Elements(in PatchGrid grid, int mr)
    {
        int surrounded = PatchRows.SurroundedElements(grid);
        return surrounded != 0 ? surrounded : BandRows(grid, mr) * grid.W * grid.C;
    }

    /// <summary>Widens what the tiles from <paramref name="tile"/> on need, as many of them as there is room for.</summary>
    /// <param name="tile">The first tile.</param>
    /// <param name="endTile">Behind the last one that is wanted.</param>
    /// <param name="mr">Rows of a tile.</param>
    /// <param name="origin">Where the input would begin; only the band's rows are there.</param>
    /// <returns>Behind the last tile whose rows are there.</returns>
    [MethodImpl(Compilation.Hot)]
    public int Widen(int tile, int endTile, int mr, out short* origin)
    {
        origin = widened;
        if (bandRows == 0)
            return endTile;
        nint row = (nint)grid.W * grid.C;
        int reach = ((grid.KH - 1) * grid.DilationH) + 1, top = (tile * mr / grid.OW * grid.StrideH) - grid.PadTop;
        int first = Math.Clamp(top, 0, grid.H), end = grid.H;
        if (first + (long)bandRows < grid.H)
        {
            int endRow = ((first + bandRows - reach + grid.PadTop) / grid.StrideH) + 1; // of the output
            endTile = endRow >= grid.OH ? endTile : Math.Min(endTile, Math.Max(tile + 1, endRow * grid.OW / mr));
            end = first + bandRows;
        }

        int bottom = ((Math.Min(grid.M, endTile * mr) - 1) / grid.OW * grid.StrideH) - grid.PadTop + reach;
        end = Math.Clamp(bottom, first, end);
        origin -= first * row;
        Widen(input + (first * row), widened, (end - first) * row);
        return endTile;
    }

    private static int BandRows(in PatchGrid grid, int mr)
    {
        if (grid.M == 0 || grid.InputLength == 0)
            return 0;
        // Rows of the output that a tile may touch, and what they need.
        long outputs = Math.Min(grid.OH, ((mr - 1L + grid.OW - 1) / grid.OW) + 1);
        long needed = ((outputs - 1) * grid.StrideH) + ((grid.KH - 1L) * grid.DilationH) + 1;
        return (int)Math.Min(grid.H, Math.Max(needed, BandElements / ((long)grid.W * grid.C)));
    }

    private static void Surround(byte* input, in PatchGrid g, in PatchGrid around, byte padding, short* to)
    {
        int row = g.W * g.C, before = g.PadLeft * g.C, after = (around.W - g.W - g.PadLeft) * g.C;
        PatchGather.Fill<short>(to, ((g.PadTop * around.W) + g.PadLeft) * g.C, padding);
        to += ((g.PadTop * around.W) + g.PadLeft) * g.C;
        for (int y = 0; y < g.H; y++, input += row)
        {
            Widen(input, to, row);
            PatchGather.Fill<short>(to + row, before + after, padding);
            to += row + before + after;
        }

        // The last row's end and the next one's begin are written already.
        int below = ((around.H - g.PadTop - g.H) * around.W * g.C) - before;
        if (below > 0)
            PatchGather.Fill<short>(to, below, padding);
    }

    private static void Widen(byte* from, short* to, nint count)
    {
        nint i = 0;
        for (; i <= count - 32; i += 32)
        {
            var codes = Vector256.Load(from + i);
            Vector256.WidenLower(codes).AsInt16().Store(to + i);
            Vector256.WidenUpper(codes).AsInt16().Store(to + i + 16);
        }

        for (; i <= count - 8; i += 8)
            Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)(from + i)).AsByte()).AsInt16().Store(to + i);
        for (; i < count; i++)
            to[i] = from[i];
    }
}
