using System.Runtime.CompilerServices;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Depthwise;

/// <summary>How the outputs of a row are cut, so that no window reads past the memory it was given.</summary>
/// <remarks>
/// <code>
/// outputs   0 .. LeftEnd        from a padded copy of the input's left end
///           LeftEnd .. RightStart  straight from the input
///           RightStart .. OW    from a padded copy of its right end
/// </code>
/// A narrow row is copied whole: then no columns are left over at the seams. A row without padding is not copied at all.
/// </remarks>
internal readonly struct DepthwiseStrips
{
    /// <summary>Pixels of a row; up to here copying it costs less than cutting it.</summary>
    private const int Narrow = 24;

    /// <summary>Outputs that the kernels take at once.</summary>
    private const int Columns = 4;

    [MethodImpl(Compilation.Hot)]
    public DepthwiseStrips(in PatchGrid g)
    {
        // Outputs whose window lies in the input.
        int first = Math.Min(g.OW, (g.PadLeft + g.StrideW - 1) / g.StrideW);
        int end = g.W + g.PadLeft < g.KW ? 0 : Math.Min(g.OW, ((g.W + g.PadLeft - g.KW) / g.StrideW) + 1);
        int left = (first + Columns - 1) / Columns * Columns, inside = Math.Max(0, end - left) & ~1;
        bool untouched = inside == g.OW, whole = !untouched && (g.W <= Narrow || inside == 0);
        LeftEnd = whole ? g.OW : left;
        RightStart = whole ? g.OW : left + inside;
        LeftPixels = Pixels(LeftEnd, g);
        RightPixels = Pixels(g.OW - RightStart, g);
        RightColumn = (RightStart * g.StrideW) - g.PadLeft;
        InsideColumn = (LeftEnd * g.StrideW) - g.PadLeft;
        InsidePixels = Pixels(RightStart - LeftEnd, g);
    }

    /// <summary>The first output that reads the input itself.</summary>
    public int LeftEnd { get; }

    /// <summary>The first output that reads the right copy.</summary>
    public int RightStart { get; }

    /// <summary>Pixels of the left copy; it begins PadLeft columns before the input.</summary>
    public int LeftPixels { get; }

    /// <summary>Pixels of the right copy.</summary>
    public int RightPixels { get; }

    /// <summary>Input column where the right copy begins.</summary>
    public int RightColumn { get; }

    /// <summary>Input column where the window of the first output begins that reads the input itself.</summary>
    public int InsideColumn { get; }

    /// <summary>Pixels under the windows that read the input itself.</summary>
    public int InsidePixels { get; }

    /// <summary>Pixels that a run's scratch holds: copies of as many rows as a window has, of one row outside, and what stands for it inside.</summary>
    public static int ScratchPixels(in PatchGrid g)
    {
        var strips = new DepthwiseStrips(g);
        return checked(((g.KH + 1) * (strips.LeftPixels + strips.RightPixels)) + (HasRowsOutside(g) ? strips.InsidePixels : 0));
    }

    /// <summary>True if some window has rows above or below the input.</summary>
    public static bool HasRowsOutside(in PatchGrid g) => g.PadTop > 0 || ((g.OH - 1) * g.StrideH) - g.PadTop + g.KH > g.H;

    // Under so many windows, made even as the kernels read them.
    private static int Pixels(int outputs, in PatchGrid g) => outputs == 0 ? 0 : ((((outputs + 1) & ~1) - 1) * g.StrideW) + g.KW;
}
