namespace EdgeCnn.Imaging;

/// <summary>One captured picture in memory that is used again for the next one.</summary>
/// <remarks>Threading: one owner at a time; a camera fills it, a pipeline reads it.</remarks>
public sealed class Frame
{
    private byte[] buffer = [];

    /// <summary>Pixels in a row; 0 before the first capture.</summary>
    public int Width { get; private set; }

    /// <summary>Rows.</summary>
    public int Height { get; private set; }

    /// <summary>Bytes from one row's start to the next one's.</summary>
    public int Stride { get; private set; }

    /// <summary>The layout of the samples.</summary>
    public PixelFormat Format { get; private set; }

    /// <summary>What luma and chroma mean, where there are any.</summary>
    public YuvColor Yuv { get; set; }

    /// <summary>Counts the pictures of a camera, from 1.</summary>
    public long Number { get; set; }

    /// <summary>When it was captured, on the clock of <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/>.</summary>
    public long CapturedAt { get; set; }

    /// <summary>True if the sensor's driver took the time of <see cref="CapturedAt"/>; false if it is the time of arrival.</summary>
    public bool HasSensorTime { get; set; }

    /// <summary>Where it comes from, for example a file's path below its folder; empty if there is nothing to say.</summary>
    public string Source { get; set; } = "";

    /// <summary>The label that the source itself gives, for example a folder's name; null if it gives none.</summary>
    public string? Truth { get; set; }

    /// <summary>The pixels to read.</summary>
    public ImageView View => new(Pixels, Width, Height, Stride, Format, Yuv);

    /// <summary>The pixels to write.</summary>
    public Span<byte> Pixels => buffer.AsSpan(0, (int)Format.PictureBytes(Stride, Height)); // [Height, Stride], then the planes of chroma

    /// <summary>Takes a size and format; allocates only if the buffer is too small.</summary>
    public void Resize(int width, int height, PixelFormat format) => Resize(width, height, checked((int)format.RowBytes(width)), format);

    /// <summary>Takes a size, a stride and a format; allocates only if the buffer is too small.</summary>
    public void Resize(int width, int height, int stride, PixelFormat format)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, format.RowBytes(width));
        int bytes = checked((int)format.PictureBytes(stride, height));
        if (buffer.Length < bytes)
            buffer = new byte[bytes];
        (Width, Height, Stride, Format) = (width, height, stride, format);
    }

    /// <summary>Takes a copy of a picture.</summary>
    public void CopyFrom(ImageView picture)
    {
        Yuv = picture.Yuv;
        if (picture.Format.ChromaPlanes() > 0)
        {
            // Planes lie one after the other, so they are copied with their padding, in one piece.
            Resize(picture.Width, picture.Height, picture.Stride, picture.Format);
            picture.Pixels[..Pixels.Length].CopyTo(buffer);
            return;
        }

        Resize(picture.Width, picture.Height, picture.Format);
        for (int y = 0; y < Height; y++)
            picture.Row(y).CopyTo(buffer.AsSpan(y * Stride));
    }

    /// <summary>Changes everything, the pixels too, with another frame; nothing is copied.</summary>
    public void Exchange(Frame other)
    {
        (buffer, other.buffer) = (other.buffer, buffer);
        (Width, other.Width) = (other.Width, Width);
        (Height, other.Height) = (other.Height, Height);
        (Stride, other.Stride) = (other.Stride, Stride);
        (Format, other.Format) = (other.Format, Format);
        (Yuv, other.Yuv) = (other.Yuv, Yuv);
        (Number, other.Number) = (other.Number, Number);
        (CapturedAt, other.CapturedAt) = (other.CapturedAt, CapturedAt);
        (HasSensorTime, other.HasSensorTime) = (other.HasSensorTime, HasSensorTime);
        (Source, other.Source) = (other.Source, Source);
        (Truth, other.Truth) = (other.Truth, Truth);
    }
}
