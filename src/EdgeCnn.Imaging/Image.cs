namespace EdgeCnn.Imaging;

/// <summary>A picture that owns its pixels: top row first, rows without padding.</summary>
public sealed class Image
{
    /// <summary>Wraps pixels without copying them.</summary>
    /// <exception cref="ArgumentException">The number of bytes does not fit the size and format.</exception>
    public Image(int width, int height, PixelFormat format, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        long needed = (long)width * height * format.BytesPerPixel();
        if (pixels.Length != needed)
            throw new ArgumentException($"{width}x{height} {format} needs {needed} bytes, got {pixels.Length}.", nameof(pixels));
        Width = width;
        Height = height;
        Format = format;
        Pixels = pixels;
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The layout of one pixel.</summary>
    public PixelFormat Format { get; }

    /// <summary>All bytes.</summary>
    public byte[] Pixels { get; } // [Height, Width, BytesPerPixel]

    /// <summary>The same pixels as a view.</summary>
    public ImageView View => new(Pixels, Width, Height, Width * Format.BytesPerPixel(), Format);
}
