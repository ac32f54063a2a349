namespace EdgeCnn.Imaging;

/// <summary>A picture that lies in somebody else's memory: top row first, rows <see cref="Stride"/> bytes apart.</summary>
public readonly ref struct ImageView
{
    /// <summary>Wraps pixels.</summary>
    /// <exception cref="ArgumentException">The buffer is too small for the size, or the stride for the width.</exception>
    public ImageView(ReadOnlySpan<byte> pixels, int width, int height, int stride, PixelFormat format, YuvColor yuv = YuvColor.Bt601)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        long rowBytes = format.RowBytes(width);
        // The last row of one plane needs no padding; planes after the first begin behind it.
        long needed = format.ChromaPlanes() == 0 ? (((long)height - 1) * stride) + rowBytes : format.PictureBytes(stride, height);
        if (stride < rowBytes || pixels.Length < needed)
            throw new ArgumentException($"{width}x{height} {format} with stride {stride} needs {needed} bytes, got {pixels.Length}.");
        Pixels = pixels;
        Width = width;
        Height = height;
        Stride = stride;
        Format = format;
        Yuv = yuv;
    }

    /// <summary>All bytes, from the first pixel on.</summary>
    public ReadOnlySpan<byte> Pixels { get; } // [Height, Stride], then the planes of chroma

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Bytes from one row's start to the next one's.</summary>
    public int Stride { get; }

    /// <summary>The layout of the samples.</summary>
    public PixelFormat Format { get; }

    /// <summary>What luma and chroma mean, where there are any.</summary>
    public YuvColor Yuv { get; }

    /// <summary>The bytes of one row of the first plane, without padding.</summary>
    public ReadOnlySpan<byte> Row(int y) => Pixels.Slice(y * Stride, (int)Format.RowBytes(Width));

    /// <summary>One row of a plane of chroma, with its padding.</summary>
    /// <param name="plane">0 for the first one after the luma.</param>
    /// <param name="y">Its row; a 4:2:0 plane has half of the picture's.</param>
    public ReadOnlySpan<byte> ChromaRow(int plane, int y)
    {
        int stride = Format.ChromaStride(Stride), rows = Format.ChromaRows(Height);
        return Pixels.Slice((Stride * Height) + (((plane * rows) + y) * stride), stride);
    }
}
