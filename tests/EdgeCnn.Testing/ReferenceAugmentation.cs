namespace EdgeCnn.Testing;

/// <summary>
/// Moves and recolours a picture from the formulas, in double precision: matrices multiplied and inverted as such, the system's sine, four taps with their four
/// weights, and pixels of 0..1 for colours.
/// </summary>
public static class ReferenceAugmentation
{
    /// <summary>Flips, zooms, shears (degrees), turns (degrees, anticlockwise) and shifts about the middle, in this order.</summary>
    /// <param name="picture">[height, width, channels]</param>
    /// <param name="shape">Height, width, channels.</param>
    /// <param name="move">What is done.</param>
    /// <param name="fill">edge or reflect; anything else takes <paramref name="outside"/>.</param>
    /// <param name="outside">What is outside, one value for each channel.</param>
    public static double[] Move(float[] picture, (int H, int W, int C) shape, ReferenceMove move, string fill, double[] outside)
    {
        double a = move.Angle * Math.PI / 180, middleX = (shape.W - 1) / 2.0, middleY = (shape.H - 1) / 2.0;
        // On the screen y goes down, so anticlockwise has its sign the other way.
        double[,] forward = Times(
            new[,] { { 1, 0, middleX + move.ShiftX }, { 0, 1, middleY + move.ShiftY }, { 0, 0, 1 } },
            new[,] { { Math.Cos(a), Math.Sin(a), 0 }, { -Math.Sin(a), Math.Cos(a), 0 }, { 0, 0, 1 } },
            new[,] { { 1, Math.Tan(move.Shear * Math.PI / 180), 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
            new[,] { { move.Zoom, 0, 0 }, { 0, move.Zoom, 0 }, { 0, 0, 1 } },
            new[,] { { move.FlipX ? -1.0 : 1, 0, 0 }, { 0, move.FlipY ? -1.0 : 1, 0 }, { 0, 0, 1 } },
            new[,] { { 1, 0, -middleX }, { 0, 1, -middleY }, { 0, 0, 1 } });
        double determinant = (forward[0, 0] * forward[1, 1]) - (forward[0, 1] * forward[1, 0]);
        double[] result = new double[picture.Length];
        for (int i = 0; i < picture.Length; i++)
        {
            int channel = i % shape.C;
            double px = (i / shape.C % shape.W) - forward[0, 2], py = (i / shape.C / shape.W) - forward[1, 2];
            double x = ((forward[1, 1] * px) - (forward[0, 1] * py)) / determinant, y = ((forward[0, 0] * py) - (forward[1, 0] * px)) / determinant;
            int left = (int)Math.Floor(x), top = (int)Math.Floor(y);
            for (int tap = 0; tap < 4; tap++)
            {
                int column = left + (tap % 2), row = top + (tap / 2);
                double weight = (1 - Math.Abs(x - column)) * (1 - Math.Abs(y - row));
                bool inside = column >= 0 && column < shape.W && row >= 0 && row < shape.H;
                result[i] += weight * (inside || fill is "edge" or "reflect"
                    ? picture[(((Place(row, shape.H, fill) * shape.W) + Place(column, shape.W, fill)) * shape.C) + channel]
                    : outside[channel]);
            }
        }

        return result;
    }

    /// <summary>Brightness, contrast about the mean luma, saturation about each pixel's luma, cut off at 0 and 1.</summary>
    /// <param name="values">[pixels, channels], normalised as (p − mean)/std.</param>
    /// <param name="mean">Of each channel, of pixels of 0..1.</param>
    /// <param name="std">Of each channel.</param>
    /// <param name="luma">The weight of each channel.</param>
    /// <param name="amounts">Added; factor of contrast; factor of saturation.</param>
    public static double[] Recolour(double[] values, double[] mean, double[] std, double[] luma, (double Brightness, double Contrast, double Saturation) amounts)
    {
        int channels = mean.Length;
        double[][] pixels = [.. values.Chunk(channels).Select(pixel => pixel.Select((value, c) => (value * std[c]) + mean[c] + amounts.Brightness).ToArray())];
        double middle = pixels.Average(pixel => Luma(pixel, luma));
        pixels = [.. pixels.Select(pixel => pixel.Select(p => (amounts.Contrast * (p - middle)) + middle).ToArray())];
        if (channels > 1)
            pixels = [.. pixels.Select(pixel => pixel.Select(p => (amounts.Saturation * (p - Luma(pixel, luma))) + Luma(pixel, luma)).ToArray())];
        return [.. pixels.SelectMany(pixel => pixel.Select((p, c) => (Math.Clamp(p, 0, 1) - mean[c]) / std[c]))];
    }

    private static double Luma(double[] pixel, double[] weights) => pixel.Zip(weights, (p, weight) => p * weight).Sum();

    private static int Place(int index, int size, string fill)
    {
        if (fill != "reflect")
            return Math.Clamp(index, 0, size - 1);
        // Back and forth between the ends until it is inside.
        while (size > 1 && (index < 0 || index >= size))
            index = index < 0 ? -index : (2 * (size - 1)) - index;
        return size == 1 ? 0 : index;
    }

    private static double[,] Times(params double[][,] matrices) => matrices.Aggregate((a, b) =>
    {
        double[,] product = new double[3, 3];
        for (int i = 0; i < 27; i++)
            product[i / 9, i / 3 % 3] += a[i / 9, i % 3] * b[i % 3, i / 3 % 3];
        return product;
    });
}

/// <summary>What <see cref="ReferenceAugmentation.Move"/> does.</summary>
public sealed record ReferenceMove(bool FlipX, bool FlipY, double Angle, double Shear, double Zoom, int ShiftX, int ShiftY);
