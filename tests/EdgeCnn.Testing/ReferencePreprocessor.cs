namespace EdgeCnn.Testing;

/// <summary>
/// From a picture to a model's input, pixel by pixel from the formulas of the documentation, with no table and no plan.
/// </summary>
/// <remarks>
/// Fit: the largest centred part of the input's shape ("Center"), the whole picture with black bars ("Letterbox") or the whole
/// picture ("Stretch"); sizes are rounded to nearest and at least 1, margins are halved downwards. Each component is resized on its own
/// grid by weights in 1/256 and rounded once: two samples at half-pixel centres, or in "Area" the mean of all that are covered. Then come
/// colours, luma or channel order, then (p / 255 − mean) / std in float32.
/// </remarks>
public static class ReferencePreprocessor
{
    /// <summary>A part of the picture and the part of the input that it fills.</summary>
    public readonly record struct Fit(int SourceX, int SourceY, int SourceWidth, int SourceHeight, int TargetX, int TargetY, int TargetWidth, int TargetHeight);

    /// <summary>Fits a picture of a size.</summary>
    public static Fit FitOf(string crop, int width, int height, int targetWidth, int targetHeight)
    {
        bool taller = (long)width * targetHeight < (long)height * targetWidth;
        bool wider = (long)width * targetHeight > (long)height * targetWidth;
        switch (crop)
        {
            case "Center" when wider:
            {
                int part = Rounded(height * targetWidth, targetHeight, width);
                return new((width - part) / 2, 0, part, height, 0, 0, targetWidth, targetHeight);
            }

            case "Center":
            {
                int part = Rounded(width * targetHeight, targetWidth, height);
                return new(0, (height - part) / 2, width, part, 0, 0, targetWidth, targetHeight);
            }

            case "Letterbox":
            {
                int w = !taller ? targetWidth : Rounded(targetHeight * width, height, targetWidth);
                int h = wider ? Rounded(targetWidth * height, width, targetHeight) : targetHeight;
                return new(0, 0, width, height, (targetWidth - w) / 2, (targetHeight - h) / 2, w, h);
            }

            default:
                return new(0, 0, width, height, 0, 0, targetWidth, targetHeight);
        }
    }

    /// <summary>The input's pixels before they are normalised.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="targetWidth">Columns of the input.</param>
    /// <param name="targetHeight">Rows of the input.</param>
    /// <param name="crop">Center, Letterbox or Stretch.</param>
    /// <param name="resize">Bilinear or Area.</param>
    /// <param name="color">Gray, Rgb or Bgr.</param>
    public static byte[] Pixels(ReferencePicture picture, int targetWidth, int targetHeight, string crop, string resize, string color)
    {
        Fit fit = FitOf(crop, picture.Width, picture.Height, targetWidth, targetHeight);
        int outputs = color == "Gray" ? 1 : 3;
        byte[] result = new byte[targetHeight * targetWidth * outputs];
        var mixed = new int[picture.Components][,];
        for (int c = 0; c < mixed.Length; c++)
            mixed[c] = Mixed(picture, c, fit, resize == "Area");
        for (int y = 0; y < fit.TargetHeight; y++)
        {
            for (int x = 0; x < fit.TargetWidth; x++)
            {
                int[] sample = [.. mixed.Select(plane => plane[y, x])];
                int to = (((fit.TargetY + y) * targetWidth) + fit.TargetX + x) * outputs;
                for (int o = 0; o < outputs; o++)
                    result[to + o] = (byte)Colour(picture, sample, color, o);
            }
        }

        return result;
    }

    /// <summary>(p / 255 − mean) / std of the channel, each step in float32.</summary>
    public static float[] Normalised(byte[] pixels, float[] mean, float[] std)
    {
        float[] result = new float[pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            float unit = pixels[i] / 255f;
            float centred = unit - mean[i % mean.Length];
            result[i] = centred / std[i % std.Length];
        }

        return result;
    }

    /// <summary>Codes as bytes: round half to even of x / scale, plus the zero point, clamped.</summary>
    public static byte[] Codes(float[] values, float scale, int zeroPoint, int least, int most)
    {
        byte[] result = new byte[values.Length];
        for (int i = 0; i < values.Length; i++)
            result[i] = (byte)(int)Math.Clamp(Math.Round((double)(values[i] / scale), MidpointRounding.ToEven) + zeroPoint, least, most);
        return result;
    }

    /// <summary>The samples of a component along one axis that a position of the result is made of, and their weights, which add up to 256.</summary>
    /// <param name="target">The position.</param>
    /// <param name="start">First pixel of the part of the picture.</param>
    /// <param name="size">Pixels of the part.</param>
    /// <param name="targets">Positions.</param>
    /// <param name="step">Pixels to a sample.</param>
    /// <param name="area">Whether positions that cover more than a sample are means.</param>
    public static IReadOnlyList<(int Sample, int Weight)> Weights(int target, int start, int size, int targets, int step, bool area)
    {
        int first = start / step, last = (start + size - 1) / step;
        var weights = new List<(int, int)>();
        if (area && size > step * targets)
        {
            // In units of 1/targets of a pixel: the position covers size of them, a sample step·targets.
            System.Numerics.BigInteger from = ((System.Numerics.BigInteger)start * targets) + ((System.Numerics.BigInteger)target * size), one = (System.Numerics.BigInteger)step * targets;
            int before = 0;
            for (int sample = first; sample <= last; sample++)
            {
                var covered = System.Numerics.BigInteger.Max(0, System.Numerics.BigInteger.Min(size, (one * (sample + 1)) - from));
                int upTo = (int)Math.Floor(((256 * (decimal)covered) / size) + 0.5m);
                if (upTo > before)
                    weights.Add((sample, upTo - before));
                before = upTo;
            }

            return weights;
        }

        // The middle of the position in samples, less half a sample, in 1/256 rounded to nearest with ties upwards.
        System.Numerics.BigInteger denominator = 2 * (System.Numerics.BigInteger)targets * step;
        var middle = (2 * (System.Numerics.BigInteger)targets * start) + (((2 * target) + 1) * (System.Numerics.BigInteger)size);
        int position = (int)(((512 * middle) + denominator) / (2 * denominator)) - 128;
        position = Math.Min(Math.Max(position, 256 * first), 256 * last);
        int left = position / 256, part = position % 256;
        weights.Add((left, 256 - part));
        if (part > 0)
            weights.Add((left + 1, part));
        return weights;
    }

    private static int[,] Mixed(ReferencePicture picture, int component, Fit fit, bool area)
    {
        var (across, down) = picture.Step(component);
        var rows = Enumerable.Range(0, fit.TargetHeight).Select(y => Weights(y, fit.SourceY, fit.SourceHeight, fit.TargetHeight, down, area)).ToArray();
        var columns = Enumerable.Range(0, fit.TargetWidth).Select(x => Weights(x, fit.SourceX, fit.SourceWidth, fit.TargetWidth, across, area)).ToArray();
        int[,] mixed = new int[fit.TargetHeight, fit.TargetWidth];
        for (int y = 0; y < fit.TargetHeight; y++)
        {
            for (int x = 0; x < fit.TargetWidth; x++)
            {
                long sum = 0;
                foreach (var (row, v) in rows[y])
                {
                    foreach (var (column, u) in columns[x])
                        sum += (long)v * u * picture.Sample(component, row, column);
                }

                mixed[y, x] = (int)Math.Floor((sum + 32768) / 65536.0);
            }
        }

        return mixed;
    }

    private static int Colour(ReferencePicture picture, int[] sample, string color, int output)
    {
        if (picture.IsYuv)
        {
            int luma = Yuv(picture.Yuv, sample[0], 128, 128)[0];
            int[] rgb = Yuv(picture.Yuv, sample[0], sample[1], sample[2]);
            return color switch { "Gray" => luma, "Rgb" => rgb[output], _ => rgb[2 - output] };
        }

        if (sample.Length == 1)
            return sample[0];
        return color switch
        {
            "Gray" => ((77 * sample[0]) + (150 * sample[1]) + (29 * sample[2]) + 128) / 256,
            "Rgb" => sample[output],
            _ => sample[2 - output],
        };
    }

    // The matrices of BT.601 and BT.709 by their weights of red and blue, in 1/8192.
    private static int[] Yuv(string yuv, int y, int cb, int cr)
    {
        bool old = yuv is "Bt601" or "Bt601Full", full = yuv is "Bt601Full" or "Bt709Full";
        double kr = old ? 0.299 : 0.2126, kb = old ? 0.114 : 0.0722, kg = 1 - kr - kb;
        double lumaScale = full ? 1 : 255 / 219.0, chromaScale = full ? 1 : 255 / 224.0;
        static int Fixed(double weight) => (int)Math.Round(weight * 8192);
        static int Pixel(int sum) => Math.Clamp((int)Math.Floor((sum + 4096) / 8192.0), 0, 255);
        int luma = Fixed(lumaScale) * (y - (full ? 0 : 16)), u = cb - 128, v = cr - 128;
        return
        [
            Pixel(luma + (Fixed(2 * (1 - kr) * chromaScale) * v)),
            Pixel(luma - (Fixed(2 * (1 - kb) * kb / kg * chromaScale) * u) - (Fixed(2 * (1 - kr) * kr / kg * chromaScale) * v)),
            Pixel(luma + (Fixed(2 * (1 - kb) * chromaScale) * u)),
        ];
    }

    private static int Rounded(int numerator, int denominator, int most)
    {
        int nearest = (int)Math.Round((double)numerator / denominator, MidpointRounding.AwayFromZero);
        return Math.Min(Math.Max(nearest, 1), most);
    }
}
