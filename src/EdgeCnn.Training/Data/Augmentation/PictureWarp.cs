namespace EdgeCnn.Training.Data.Augmentation;

/// <summary>
/// Flips, zooms, shears, turns and shifts a picture about its middle in one pass: for each pixel of the result the place it comes from, and the
/// bilinear mean of the four pixels around that.
/// </summary>
/// <remarks>
/// Places are whole numbers with 21 binary digits behind the point, so they are the same everywhere; the matrix is rounded to 20, an error of at most
/// a thousandth of a pixel in a picture of 2,000.
/// </remarks>
/// <param name="height">Rows.</param>
/// <param name="width">Columns.</param>
/// <param name="border">What comes in.</param>
internal sealed class PictureWarp(int height, int width, PictureBorder border)
{
    private const int MatrixBits = 20;
    private const int PlaceBits = MatrixBits + 1;
    private const long PlaceMask = (1L << PlaceBits) - 1;
    private const float PlaceScale = 1f / (1L << PlaceBits);

    /// <summary>Fills the target.</summary>
    /// <param name="source">[Height, Width, Channels]</param>
    /// <param name="target">The same shape; another place.</param>
    /// <param name="draw">Its geometry is used.</param>
    public void Apply(ReadOnlySpan<float> source, Span<float> target, in AugmentationDraw draw)
    {
        // With p and q from the middle of the result and of the source: p = shift + turn·shear·zoom·flip·q, so q = flip·zoom⁻¹·shear⁻¹·turn⁻¹·(p − shift).
        (double sin, double cos) = DegreeTrigonometry.SinCos(draw.Angle);
        (double shearSin, double shearCos) = DegreeTrigonometry.SinCos(draw.Shear);
        double tan = shearSin / shearCos, x = (draw.FlipX ? -1 : 1) / draw.Zoom, y = (draw.FlipY ? -1 : 1) / draw.Zoom;
        long xx = Fixed(x * (cos - (tan * sin))), xy = Fixed(x * (-sin - (tan * cos)));
        long yx = Fixed(y * sin), yy = Fixed(y * cos);
        int channels = border.Channels;
        for (int row = 0, to = 0; row < height; row++)
        {
            // Twice the distance from the middle is a whole number.
            long down = (2 * (row - draw.ShiftY)) - (height - 1), across = -(2 * draw.ShiftX) - (width - 1);
            long placeX = (xx * across) + (xy * down) + ((long)(width - 1) << MatrixBits);
            long placeY = (yx * across) + (yy * down) + ((long)(height - 1) << MatrixBits);
            for (int column = 0; column < width; column++, to += channels, placeX += 2 * xx, placeY += 2 * yx)
            {
                int left = (int)(placeX >> PlaceBits), top = (int)(placeY >> PlaceBits);
                float right = (placeX & PlaceMask) * PlaceScale, below = (placeY & PlaceMask) * PlaceScale;
                if ((uint)left < (uint)(width - 1) && (uint)top < (uint)(height - 1))
                    Inside(source.Slice(((top * width) + left) * channels), target.Slice(to, channels), right, below);
                else
                    Border(source, target.Slice(to, channels), left, top, right, below);
            }
        }
    }

    private static long Fixed(double value) => (long)Math.Round(value * (1L << MatrixBits));

    private static float Mix(float a, float b, float c, float d, float right, float below)
    {
        float above = a + ((b - a) * right), under = c + ((d - c) * right);
        return above + ((under - above) * below);
    }

    private void Inside(ReadOnlySpan<float> from, Span<float> pixel, float right, float below)
    {
        int row = width * pixel.Length;
        ReadOnlySpan<float> above = from[..(2 * pixel.Length)], under = from.Slice(row, 2 * pixel.Length);
        for (int i = 0; i < pixel.Length; i++)
            pixel[i] = Mix(above[i], above[i + pixel.Length], under[i], under[i + pixel.Length], right, below);
    }

    private void Border(ReadOnlySpan<float> source, Span<float> pixel, int left, int top, float right, float below)
    {
        ReadOnlySpan<float> a = Pixel(source, left, top), b = Pixel(source, left + 1, top), c = Pixel(source, left, top + 1), d = Pixel(source, left + 1, top + 1);
        for (int i = 0; i < pixel.Length; i++)
            pixel[i] = Mix(a[i], b[i], c[i], d[i], right, below);
    }

    private ReadOnlySpan<float> Pixel(ReadOnlySpan<float> source, int x, int y)
    {
        int column = border.Place(x, width), row = border.Place(y, height), channels = border.Channels;
        return column < 0 || row < 0 ? border.Values : source.Slice(((row * width) + column) * channels, channels);
    }
}
