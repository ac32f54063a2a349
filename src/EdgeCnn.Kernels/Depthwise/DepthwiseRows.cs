using System.Runtime.CompilerServices;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Depthwise;

/// <summary>The input rows under a row of outputs, as the micro-kernels read them: the input itself and padded copies of its ends.</summary>
/// <remarks>
/// Layout: scratch holds KH + 1 slots of a left and a right copy each, the last of them a row outside, then a row outside
/// for the windows that read the input itself. Row y is copied to slot y mod KH, where it stays until the windows have passed it.
/// </remarks>
internal readonly unsafe struct DepthwiseRows
{
    private readonly PatchGrid g;
    private readonly DepthwiseStrips strips;
    private readonly nint pitch;
    private readonly byte* input;
    private readonly byte* slots;
    private readonly byte* outside;
    private readonly byte** rows;
    private readonly int* held;

    /// <summary>Fills what never changes.</summary>
    /// <param name="input">[H, W] pixels</param>
    /// <param name="g">Where the windows lie.</param>
    /// <param name="strips">How rows are cut.</param>
    /// <param name="pitch">Bytes of a pixel.</param>
    /// <param name="scratch">As many pixels as the strips want.</param>
    /// <param name="fill">Each byte of a pixel outside.</param>
    /// <param name="rows">Receives where windows begin: those in left copies, in the input, in right copies. // [3, KH]</param>
    /// <param name="held">Receives which row each slot holds. // [KH]</param>
    [MethodImpl(Compilation.Hot)]
    public DepthwiseRows(byte* input, in PatchGrid g, in DepthwiseStrips strips, nint pitch, byte* scratch, byte fill, byte** rows, int* held)
    {
        this.input = input;
        this.g = g;
        this.strips = strips;
        this.pitch = pitch;
        this.rows = rows;
        this.held = held;
        slots = scratch;
        outside = scratch + ((g.KH + 1) * SlotBytes);
        if (DepthwiseStrips.HasRowsOutside(g))
            Unsafe.InitBlockUnaligned(scratch + (g.KH * SlotBytes), fill, checked((uint)(SlotBytes + (strips.InsidePixels * pitch))));
        for (int slot = 0; slot < g.KH; slot++)
        {
            held[slot] = -1;
            FillOutside(-g.PadLeft, strips.LeftPixels, scratch + (slot * SlotBytes), fill);
            FillOutside(strips.RightColumn, strips.RightPixels, scratch + (slot * SlotBytes) + (strips.LeftPixels * pitch), fill);
        }
    }

    private nint SlotBytes => (strips.LeftPixels + strips.RightPixels) * pitch;

    /// <summary>Finds the rows under outputs (oy, ·).</summary>
    [MethodImpl(Compilation.Hot)]
    public void Find(int oy)
    {
        for (int kh = 0; kh < g.KH; kh++)
        {
            int y = (oy * g.StrideH) - g.PadTop + kh;
            bool isInside = (uint)y < (uint)g.H;
            byte* slot = slots + ((isInside ? y % g.KH : g.KH) * SlotBytes);
            byte* row = input + ((nint)y * g.W * pitch);
            rows[kh] = slot;
            rows[g.KH + kh] = isInside ? row + (strips.InsideColumn * pitch) : outside;
            rows[(2 * g.KH) + kh] = slot + (strips.LeftPixels * pitch);
            if (isInside && held[y % g.KH] != y)
            {
                held[y % g.KH] = y;
                Copy(row, -g.PadLeft, strips.LeftPixels, slot);
                Copy(row, strips.RightColumn, strips.RightPixels, slot + (strips.LeftPixels * pitch));
            }
        }
    }

    // The part inside of a row's pixels from a column on.
    private void Copy(byte* row, int column, int pixels, byte* to)
    {
        int first = Math.Max(column, 0), end = Math.Min(column + pixels, g.W);
        if (first < end)
            Unsafe.CopyBlockUnaligned(to + ((first - column) * pitch), row + (first * pitch), (uint)((end - first) * pitch));
    }

    // The part outside of the same.
    [MethodImpl(Compilation.Hot)]
    private void FillOutside(int column, int pixels, byte* to, byte fill)
    {
        int begin = Math.Clamp(-column, 0, pixels), end = Math.Clamp(g.W - column, begin, pixels);
        if (begin > 0)
            Unsafe.InitBlockUnaligned(to, fill, checked((uint)(begin * pitch)));
        if (end < pixels)
            Unsafe.InitBlockUnaligned(to + (end * pitch), fill, checked((uint)((pixels - end) * pitch)));
    }
}
