namespace EdgeCnn.Imaging;

/// <summary>A picture that lies in somebody else's memory: top row first, rows <see cref="Stride"/> bytes apart.</summary>
public readonly ref struct ImageView
{
    /// <summary>Wraps pixels.</summary>
    /// <exception cref="ArgumentException">The buffer is too small for the size, or the stride for the width.</exception>
    public ImageView(ReadOnlySpan<byte> pixels, int width, int height, int stride, PixelFormat format)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        long rowBytes = (long)width * format.BytesPerPixel();
        long needed = ((long)height - 1) * stride + rowBytes;
        if (stride < rowBytes || pixels.Length < needed)
            throw new ArgumentException($"{width}x{height} {format} with stride {stride} needs {needed} bytes, got {pixels.Length}.");
        Pixels = pixels;
        Width = width;
        Height = height;
        Stride = stride;
        Format = format;
    }

    /// <summary>All bytes, from the first pixel on.</summary>
    public ReadOnlySpan<byte> Pixels { get; } // [Height, Stride]

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Bytes from one row's start to the next one's.</summary>
    public int Stride { get; }

    /// <summary>The layout of one pixel.</summary>
    public PixelFormat Format { get; }

    /// <summary>The bytes of one row, without padding.</summary>
    public ReadOnlySpan<byte> Row(int y) => Pixels.Slice(y * Stride, Width * Format.BytesPerPixel());
}
