namespace EdgeCnn.Imaging.Files.Jpeg;

/// <summary>Brings the rows of a component to the picture's size.</summary>
/// <remarks>
/// Half the density is doubled with a triangle filter, 3:1 between the nearer and the farther sample, as most decoders do; other densities repeat
/// samples. Exactness: integers; halves are rounded up and down by turns.
/// Source: ITU T.81 A.1.1 (densities), ITU-T T.871 §8 (samples lie in the middle of the pixels that they stand for).
/// </remarks>
internal sealed class JpegUpsampler
{
    private int[] sums = []; // [Width of the component]

    /// <summary>Makes one row.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="component">One of its components.</param>
    /// <param name="y">The picture's row.</param>
    /// <param name="row">Gets a sample for each pixel.</param>
    public void Row(JpegPicture picture, JpegComponent component, int y, Span<byte> row)
    {
        bool halfAcross = picture.MaxHorizontal == 2 * component.Horizontal, halfDown = picture.MaxVertical == 2 * component.Vertical;
        bool allAcross = picture.MaxHorizontal == component.Horizontal, allDown = picture.MaxVertical == component.Vertical;
        ReadOnlySpan<byte> near = component.Row(y * component.Vertical / picture.MaxVertical);
        ReadOnlySpan<byte> far = component.Row((y / 2) - 1 + (2 * (y & 1)));
        if (allAcross && allDown)
            near.CopyTo(row);
        else if (allAcross && halfDown)
            Mix(near, far, 1 + (y & 1), row);
        else if (halfAcross && allDown && component.Width > 2)
            Double(near, row);
        else if (halfAcross && halfDown && component.Width > 2)
            Double(near, far, row);
        else
            Repeat(near, component.Horizontal, picture.MaxHorizontal, row);
    }

    private static void Mix(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, int rounding, Span<byte> row)
    {
        for (int x = 0; x < row.Length; x++)
            row[x] = (byte)(((3 * near[x]) + far[x] + rounding) >> 2);
    }

    private static void Double(ReadOnlySpan<byte> near, Span<byte> row)
    {
        int left = near[0], here = left;
        for (int x = 0; x < near.Length; x++)
        {
            int right = near[Math.Min(x + 1, near.Length - 1)];
            row[2 * x] = (byte)(((3 * here) + left + 1) >> 2);
            if ((2 * x) + 1 < row.Length)
                row[(2 * x) + 1] = (byte)(((3 * here) + right + 2) >> 2);
            (left, here) = (here, right);
        }
    }

    private void Double(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, Span<byte> row)
    {
        if (sums.Length < near.Length)
            sums = new int[near.Length];
        Span<int> sum = sums.AsSpan(0, near.Length);
        for (int x = 0; x < sum.Length; x++)
            sum[x] = (3 * near[x]) + far[x];
        int left = sum[0], here = left;
        for (int x = 0; x < sum.Length; x++)
        {
            int right = sum[Math.Min(x + 1, sum.Length - 1)];
            row[2 * x] = (byte)(((3 * here) + left + 8) >> 4);
            if ((2 * x) + 1 < row.Length)
                row[(2 * x) + 1] = (byte)(((3 * here) + right + 7) >> 4);
            (left, here) = (here, right);
        }
    }

    private static void Repeat(ReadOnlySpan<byte> near, int density, int maxDensity, Span<byte> row)
    {
        for (int x = 0; x < row.Length; x++)
            row[x] = near[x * density / maxDensity];
    }
}
