using EdgeCnn.Imaging;
using EdgeCnn.Training.Plots.Pictures;

namespace EdgeCnn.Training.Plots.Lessons;

/// <summary>Pictures as one map of lightness.</summary>
public static class GreyPicture
{
    /// <summary>The lightness of each pixel, 0 black to 1 white; what is transparent lies on white.</summary>
    /// <remarks>Source: ITU-R BT.601, luma of RGB.</remarks>
    /// <exception cref="ArgumentException">The picture is neither grey nor RGB nor RGBA.</exception>
    public static FeatureMap Of(Image picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (picture.Format is not (PixelFormat.Gray8 or PixelFormat.Rgb24 or PixelFormat.Rgba32))
            throw new ArgumentException($"Lightness is taken of grey, RGB or RGBA pictures, got {picture.Format}.", nameof(picture));
        int bytes = picture.Format.BytesPerPixel();
        float[] light = new float[picture.Width * picture.Height];
        for (int i = 0; i < light.Length; i++)
        {
            ReadOnlySpan<byte> pixel = picture.Pixels.AsSpan(i * bytes, bytes);
            double luma = (bytes == 1 ? pixel[0] : (0.299 * pixel[0]) + (0.587 * pixel[1]) + (0.114 * pixel[2])) / 255;
            double opaque = bytes == 4 ? pixel[3] / 255.0 : 1;
            light[i] = (float)((luma * opaque) + (1 - opaque));
        }

        return new FeatureMap(picture.Height, picture.Width, light);
    }

    /// <summary>A picture of even noise from 0 to 1.</summary>
    public static FeatureMap Random(int size, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        var random = new SeededRandom(seed);
        return new FeatureMap(size, size, [.. Enumerable.Range(0, size * size).Select(_ => (float)random.NextDouble())]);
    }
}
