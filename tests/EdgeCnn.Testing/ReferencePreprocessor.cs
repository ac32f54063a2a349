namespace EdgeCnn.Testing;

/// <summary>
/// From a picture to a model's input, pixel by pixel from the formulas of the documentation, with no table and no plan.
/// </summary>
/// <remarks>
/// Fit: the largest centred part of the input's shape ("Center"), the whole picture with black bars ("Letterbox") or the whole
/// picture ("Stretch"); sizes are rounded to nearest and at least 1, margins are halved downwards. Resizing is bilinear at
/// half-pixel centres with weights in 1/256, then luma or channel order, then (p / 255 − mean) / std in float32.
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
    /// <param name="pixels">The picture's bytes, rows <paramref name="stride"/> apart.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="stride">Bytes from one row to the next.</param>
    /// <param name="channels">1 grey, 3 RGB, 4 RGBA.</param>
    /// <param name="targetWidth">Columns of the input.</param>
    /// <param name="targetHeight">Rows of the input.</param>
    /// <param name="crop">Center, Letterbox or Stretch.</param>
    /// <param name="color">Gray, Rgb or Bgr.</param>
    public static byte[] Pixels(byte[] pixels, int width, int height, int stride, int channels, int targetWidth, int targetHeight, string crop, string color)
    {
        Fit fit = FitOf(crop, width, height, targetWidth, targetHeight);
        int outputs = color == "Gray" ? 1 : 3;
        byte[] result = new byte[targetHeight * targetWidth * outputs];
        for (int y = 0; y < fit.TargetHeight; y++)
        {
            for (int x = 0; x < fit.TargetWidth; x++)
            {
                var (top, bottom, v) = Position(y, fit.SourceHeight, fit.TargetHeight);
                var (left, right, u) = Position(x, fit.SourceWidth, fit.TargetWidth);
                int[] mixed = new int[channels];
                for (int c = 0; c < channels; c++)
                {
                    int At(int row, int column) => pixels[((fit.SourceY + row) * stride) + ((fit.SourceX + column) * channels) + c];
                    long sum = ((256L - v) * (((256 - u) * At(top, left)) + (u * At(top, right)))) + ((long)v * (((256 - u) * At(bottom, left)) + (u * At(bottom, right))));
                    mixed[c] = (int)Math.Floor((sum + 32768) / 65536m);
                }

                int to = (((fit.TargetY + y) * targetWidth) + fit.TargetX + x) * outputs;
                for (int o = 0; o < outputs; o++)
                    result[to + o] = (byte)Colour(mixed, color, o);
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

    private static int Colour(int[] pixel, string color, int output)
    {
        if (pixel.Length == 1)
            return pixel[0];
        return color switch
        {
            "Gray" => ((77 * pixel[0]) + (150 * pixel[1]) + (29 * pixel[2]) + 128) / 256,
            "Rgb" => pixel[output],
            _ => pixel[2 - output],
        };
    }

    // (t + 0.5)·size/target − 0.5 in 1/256, rounded to nearest with ties upwards, clamped to the picture.
    private static (int First, int Second, int Weight) Position(int target, int size, int targets)
    {
        System.Numerics.BigInteger twice = 2 * targets;
        var position = ((((2 * target) + 1) * (System.Numerics.BigInteger)size * 256) - (128 * twice) + targets);
        var floor = System.Numerics.BigInteger.DivRem(position, twice, out var rest) - (rest.Sign < 0 ? 1 : 0);
        int clamped = (int)System.Numerics.BigInteger.Max(0, System.Numerics.BigInteger.Min(floor, (size - 1) * 256));
        int first = clamped / 256;
        return (first, Math.Min(first + 1, size - 1), clamped % 256);
    }

    private static int Rounded(int numerator, int denominator, int most)
    {
        int nearest = (int)Math.Round((double)numerator / denominator, MidpointRounding.AwayFromZero);
        return Math.Min(Math.Max(nearest, 1), most);
    }
}
