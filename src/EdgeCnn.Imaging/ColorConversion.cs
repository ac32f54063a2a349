using EdgeCnn.Graph;

namespace EdgeCnn.Imaging;

/// <summary>One row of pixels from a picture's format to a model's channels.</summary>
public static class ColorConversion
{
    /// <summary>Converts a row; alpha is ignored, grey is repeated, luma is (77·R + 150·G + 29·B + 128) / 256.</summary>
    /// <remarks>Source: ITU-R BT.601-7 §2.5.1, weights in 1/256.</remarks>
    /// <param name="source">Pixels of <paramref name="format"/>.</param>
    /// <param name="format">The picture's format.</param>
    /// <param name="target">As many pixels of <paramref name="color"/>.</param>
    /// <param name="color">The model's channels.</param>
    public static void Row(ReadOnlySpan<byte> source, PixelFormat format, Span<byte> target, ColorOrder color)
    {
        int step = format.BytesPerPixel();
        if (color == ColorOrder.Gray)
        {
            if (step == 1)
            {
                source.CopyTo(target);
                return;
            }

            for (int i = 0, from = 0; i < target.Length; i++, from += step)
                target[i] = (byte)(((77 * source[from]) + (150 * source[from + 1]) + (29 * source[from + 2]) + 128) >> 8);
            return;
        }

        int red = color == ColorOrder.Rgb ? 0 : 2;
        for (int i = 0, from = 0; i < target.Length; i += 3, from += step)
        {
            target[i + red] = source[from];
            target[i + 1] = source[step == 1 ? from : from + 1];
            target[i + 2 - red] = source[step == 1 ? from : from + 2];
        }
    }
}
