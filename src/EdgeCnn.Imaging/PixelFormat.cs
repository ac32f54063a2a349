namespace EdgeCnn.Imaging;

/// <summary>How the bytes of a picture are laid out; 8 bits a channel, channels interleaved.</summary>
public enum PixelFormat
{
    /// <summary>One byte a pixel, 0 black to 255 white.</summary>
    Gray8,

    /// <summary>Three bytes a pixel: red, green, blue.</summary>
    Rgb24,

    /// <summary>Four bytes a pixel: red, green, blue, alpha (not premultiplied).</summary>
    Rgba32,
}

/// <summary>Facts that follow from a <see cref="PixelFormat"/>.</summary>
public static class PixelFormats
{
    /// <summary>The bytes, and so the channels, of one pixel.</summary>
    public static int BytesPerPixel(this PixelFormat format) => format switch
    {
        PixelFormat.Gray8 => 1,
        PixelFormat.Rgb24 => 3,
        PixelFormat.Rgba32 => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "unknown pixel format"),
    };
}
