namespace EdgeCnn.Imaging.Tests.Files;

/// <summary>Pictures drawn from a seed, for the tests of picture files.</summary>
internal static class TestPictures
{
    /// <summary>Every byte at random.</summary>
    public static Image Noise(int width, int height, PixelFormat format, int seed)
    {
        byte[] pixels = new byte[width * height * format.BytesPerPixel()];
        new Random(seed).NextBytes(pixels);
        return new Image(width, height, format, pixels);
    }

    /// <summary>Soft waves of another direction and period for each channel, as a photograph has few sharp edges.</summary>
    public static Image Waves(int width, int height, PixelFormat format)
    {
        int channels = format.BytesPerPixel();
        byte[] pixels = new byte[width * height * channels];
        for (int i = 0; i < pixels.Length; i++)
        {
            int channel = i % channels, x = i / channels % width, y = i / channels / width;
            double wave = Math.Sin(x / (9.0 + 4 * channel)) + Math.Cos(y / (13.0 - 3 * channel) + x / 40.0);
            pixels[i] = (byte)Math.Round(128 + 60 * wave);
        }
        return new Image(width, height, format, pixels);
    }

    /// <summary>The peak signal-to-noise ratio in dB; 99 for equal bytes.</summary>
    public static double Psnr(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double sum = 0;
        for (int i = 0; i < expected.Length; i++)
            sum += Math.Pow(expected[i] - actual[i], 2);
        return sum == 0 ? 99 : 10 * Math.Log10(255.0 * 255.0 * expected.Length / sum);
    }
}
