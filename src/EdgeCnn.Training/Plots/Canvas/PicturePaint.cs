using EdgeCnn.Imaging;

namespace EdgeCnn.Training.Plots.Canvas;

/// <summary>Puts the pixels of a picture into a box of the paper.</summary>
/// <remarks>Shrinking takes the mean of what falls into a pixel; enlarging repeats pixels, or mixes the nearest four.</remarks>
internal static class PicturePaint
{
    /// <param name="surface">The paper.</param>
    /// <param name="box">Where, in device pixels; moved to whole ones.</param>
    /// <param name="shape">The picture.</param>
    /// <param name="clip">Nothing outside of it is painted.</param>
    public static void Paint(Surface surface, Box box, PictureShape shape, Box clip)
    {
        Image picture = shape.Picture;
        if (picture.Format is not (PixelFormat.Gray8 or PixelFormat.Rgb24 or PixelFormat.Rgba32))
            throw new ArgumentException($"A drawing takes pictures as grey, RGB or RGBA, got {picture.Format}.", nameof(shape));
        int left = (int)Math.Round(box.X), top = (int)Math.Round(box.Y);
        int width = Math.Max(1, (int)Math.Round(box.Right) - left), height = Math.Max(1, (int)Math.Round(box.Bottom) - top);
        var columns = Weights(width, picture.Width, shape.Smooth);
        var rows = Weights(height, picture.Height, shape.Smooth);
        for (int y = Math.Max(0, (int)Math.Round(clip.Y) - top); y < height && top + y < Math.Min(surface.Height, Math.Round(clip.Bottom)); y++)
        {
            for (int x = Math.Max(0, (int)Math.Round(clip.X) - left); x < width && left + x < Math.Min(surface.Width, Math.Round(clip.Right)); x++)
            {
                if (left + x >= 0 && top + y >= 0)
                    surface.Blend(left + x, top + y, Mean(picture, columns[x], rows[y]), 1);
            }
        }
    }

    /// <summary>The picture itself, or a smaller one: more pixels than can be seen only make a file large.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="most">The most pixels of its longer side.</param>
    public static Image Fit(Image picture, double most)
    {
        double factor = most / Math.Max(picture.Width, picture.Height);
        if (factor >= 1)
            return picture;
        var surface = new Surface(Math.Max(1, (int)(picture.Width * factor)), Math.Max(1, (int)(picture.Height * factor)));
        var box = new Box(0, 0, surface.Width, surface.Height);
        Paint(surface, box, new PictureShape(box, picture), box);
        return surface.ToImage();
    }

    // The pixels of the picture that make one of the paper, and the share of each.
    private static (int First, double[] Shares)[] Weights(int size, int from, bool smooth)
    {
        double step = (double)from / size;
        return [.. Enumerable.Range(0, size).Select(i =>
        {
            if (step <= 1)
            {
                double at = ((i + 0.5) * step) - 0.5;
                if (!smooth)
                    return ((int)((i + 0.5) * step), new[] { 1.0 });
                int first = (int)Math.Clamp(Math.Floor(at), 0, Math.Max(0, from - 2));
                double part = Math.Clamp(at - first, 0, 1);
                return (first, from == 1 ? [1.0] : [1 - part, part]);
            }

            double start = i * step, end = Math.Min(from, start + step);
            int begin = (int)start, stop = Math.Min(from, (int)Math.Ceiling(end));
            return (begin, [.. Enumerable.Range(begin, stop - begin).Select(k => (Math.Min(end, k + 1) - Math.Max(start, k)) / (end - start))]);
        })];
    }

    private static Ink Mean(Image picture, (int First, double[] Shares) columns, (int First, double[] Shares) rows)
    {
        int bytes = picture.Format.BytesPerPixel();
        Span<double> sum = stackalloc double[4];
        sum.Clear();
        for (int j = 0; j < rows.Shares.Length; j++)
        {
            int at = (((rows.First + j) * picture.Width) + columns.First) * bytes;
            foreach (double column in columns.Shares)
            {
                double share = column * rows.Shares[j], opaque = bytes == 4 ? share * picture.Pixels[at + 3] / 255 : share;
                sum[0] += opaque * picture.Pixels[at];
                sum[1] += opaque * picture.Pixels[at + (bytes > 1 ? 1 : 0)];
                sum[2] += opaque * picture.Pixels[at + (bytes > 1 ? 2 : 0)];
                sum[3] += opaque;
                at += bytes;
            }
        }

        return sum[3] <= 0 ? default : new Ink(Code(sum[0] / sum[3]), Code(sum[1] / sum[3]), Code(sum[2] / sum[3]), Math.Min(1, sum[3]));
    }

    private static byte Code(double value) => (byte)Math.Clamp(value + 0.5, 0, 255);
}
