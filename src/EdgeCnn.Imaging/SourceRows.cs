using EdgeCnn.Kernels.Pixels;

namespace EdgeCnn.Imaging;

/// <summary>
/// The rows of one plane of a picture, each byte of which is read once: a driver's buffer may lie in memory without a cache, where a
/// second time costs as much as the first. Rows that are wanted again are copied.
/// </summary>
/// <remarks>Threading: one picture at a time.</remarks>
/// <param name="plane">0 for the first plane, 1 and 2 for those of chroma.</param>
/// <param name="axis">Which rows each row of the result is made of.</param>
/// <param name="firstByte">Where in a row the part that is resized begins.</param>
/// <param name="bytes">Bytes of the part.</param>
internal sealed class SourceRows(int plane, PixelAxis axis, int firstByte, int bytes)
{
    private const int None = -1;

    // Two slots do: a row of the result has at most two rows in common with the next one, and they are neighbours.
    private readonly byte[][] copies = [new byte[bytes], new byte[bytes]];
    private readonly int[] copied = [None, None];

    /// <summary>Forgets the rows of the picture before.</summary>
    public void Begin() => copied.AsSpan().Fill(None);

    /// <summary>Two rows of the plane and their weights in a row of the result.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="y">The row of the result.</param>
    /// <param name="tap">Which of its rows is the first; see <see cref="Taps"/>.</param>
    public RowMix Pair(ImageView picture, int y, int tap)
    {
        ReadOnlySpan<ushort> weights = axis.WeightsOf(y);
        int row = axis.Origin + axis.First[y] + tap;
        if (tap + 1 < axis.Count[y])
        {
            return new RowMix
            {
                First = Row(picture, row, IsWantedBelow(y, row)),
                Second = Row(picture, row + 1, IsWantedBelow(y, row + 1)),
                FirstWeight = weights[tap],
                SecondWeight = weights[tap + 1],
                Add = tap > 0,
            };
        }

        // A row without a partner is its own, since kernels take pairs, with half of the weight each.
        ReadOnlySpan<byte> only = Row(picture, row, copy: true);
        return new RowMix { First = only, Second = only, FirstWeight = weights[tap] / 2, SecondWeight = weights[tap] - (weights[tap] / 2), Add = tap > 0 };
    }

    /// <summary>How many rows a row of the result is made of.</summary>
    public int Taps(int y) => axis.Count[y];

    private bool IsWantedBelow(int y, int row) => y + 1 < axis.Size && row >= axis.Origin + axis.First[y + 1];

    private ReadOnlySpan<byte> Row(ImageView picture, int row, bool copy)
    {
        int slot = row & 1;
        if (copied[slot] == row)
            return copies[slot];
        ReadOnlySpan<byte> source = (plane == 0 ? picture.Row(row) : picture.ChromaRow(plane - 1, row)).Slice(firstByte, bytes);
        if (!copy)
            return source;
        source.CopyTo(copies[slot]);
        copied[slot] = row;
        return copies[slot];
    }
}
