namespace EdgeCnn.Kernels.Elementwise;

/// <summary>
/// A <see cref="CodeSum"/> that follows a driver's store from row to row. It adds some kilobytes at a time: they are still in the first
/// cache then, and all but the last of them are long enough there to be loaded without waiting for their store.
/// </summary>
internal unsafe struct CodeSumRows
{
    private const int BytesAtOnce = 4096;

    private readonly AddInt8 rule;
    private readonly byte* codes;
    private readonly byte* output;
    private readonly int stride;
    private readonly bool layerIsSecond;
    private int first;
    private int columns;
    private int done; // codes of whole rows, otherwise rows

    /// <param name="sum">The other branch.</param>
    /// <param name="codes">Its codes, pinned; null where there are none.</param>
    /// <param name="output">The layer's. // [rows, stride]</param>
    /// <param name="stride">Codes of a row.</param>
    public CodeSumRows(in CodeSum sum, byte* codes, byte* output, int stride)
    {
        rule = sum.Rule;
        layerIsSecond = sum.LayerIsSecond;
        this.codes = codes;
        this.output = output;
        this.stride = stride;
    }

    /// <summary>From here on the driver stores these columns, beginning with this row.</summary>
    public void Begin(int row, int firstColumn, int endColumn)
    {
        first = firstColumn;
        columns = endColumn - firstColumn;
        done = columns == stride ? row * stride : row;
    }

    /// <summary>All rows before this one are stored.</summary>
    public void Stored(int endRow)
    {
        if (codes == null)
            return;
        if (columns != stride)
        {
            if ((endRow - done) * columns >= BytesAtOnce)
                End(endRow);
            return;
        }

        // Whole rows are one run of codes, which is cut where vectors end.
        int whole = ((endRow * stride) - done) & ~(BytesAtOnce - 1);
        if (whole > 0)
        {
            Add(done, whole);
            done += whole;
        }
    }

    /// <summary>All rows before this one are stored, and no others follow; a share without tiles may begin behind it.</summary>
    public void End(int endRow)
    {
        if (codes == null)
            return;
        if (columns == stride)
        {
            if (done < endRow * stride)
                Add(done, (endRow * stride) - done);
            return;
        }

        for (; done < endRow; done++)
            Add((done * stride) + first, columns);
    }

    private readonly void Add(int at, int length)
    {
        ReadOnlySpan<byte> other = new(codes + at, length);
        Span<byte> own = new(output + at, length);
        if (layerIsSecond)
            rule.Run(other, own, own);
        else
            rule.Run(own, other, own);
    }
}
