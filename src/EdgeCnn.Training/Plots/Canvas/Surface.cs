using EdgeCnn.Imaging;

namespace EdgeCnn.Training.Plots.Canvas;

/// <summary>White paper of pixels on which ink is laid.</summary>
/// <remarks>Units: device pixels. Colours are mixed as sRGB codes, as browsers do.</remarks>
internal sealed class Surface
{
    public Surface(int width, int height)
    {
        Width = width;
        Height = height;
        Pixels = new byte[3 * width * height];
        Array.Fill(Pixels, (byte)255);
    }

    public int Width { get; }

    public int Height { get; }

    public byte[] Pixels { get; } // [Height, Width, 3]

    public Image ToImage() => new(Width, Height, PixelFormat.Rgb24, Pixels);

    /// <summary>Lays ink over a part of a pixel.</summary>
    /// <param name="x">Column, inside.</param>
    /// <param name="y">Row, inside.</param>
    /// <param name="ink">The colour.</param>
    /// <param name="coverage">How much of the pixel is under the ink, 0 to 1.</param>
    public void Blend(int x, int y, Ink ink, double coverage)
    {
        double share = ink.Alpha * coverage;
        if (share <= 0)
            return;
        Span<byte> pixel = Pixels.AsSpan(3 * ((y * Width) + x), 3);
        if (share >= 1)
        {
            (pixel[0], pixel[1], pixel[2]) = (ink.Red, ink.Green, ink.Blue);
            return;
        }

        pixel[0] = Mix(pixel[0], ink.Red, share);
        pixel[1] = Mix(pixel[1], ink.Green, share);
        pixel[2] = Mix(pixel[2], ink.Blue, share);
    }

    private static byte Mix(byte under, byte over, double share) => (byte)(under + ((over - under) * share) + 0.5);
}
