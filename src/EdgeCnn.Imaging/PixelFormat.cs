namespace EdgeCnn.Imaging;

/// <summary>How the bytes of a picture are laid out; 8 bits a sample.</summary>
/// <remarks>
/// Layout: the names of V4L2 ("Image Formats" of the Linux media documentation). Planar pictures lie in one buffer, plane after
/// plane without gaps; only the first plane's stride is given, the others' follow from it, see <see cref="PixelFormats"/>.
/// </remarks>
public enum PixelFormat
{
    /// <summary>One byte a pixel, 0 black to 255 white.</summary>
    Gray8,

    /// <summary>Three bytes a pixel: red, green, blue.</summary>
    Rgb24,

    /// <summary>Four bytes a pixel: red, green, blue, alpha (not premultiplied).</summary>
    Rgba32,

    /// <summary>Three bytes a pixel: blue, green, red.</summary>
    Bgr24,

    /// <summary>4:2:2, four bytes for two pixels: Y0 Cb Y1 Cr.</summary>
    Yuyv,

    /// <summary>4:2:2, four bytes for two pixels: Cb Y0 Cr Y1.</summary>
    Uyvy,

    /// <summary>4:2:0, a plane of Y, then one of Cb Cr pairs with the same stride and half the rows.</summary>
    Nv12,

    /// <summary>4:2:0, a plane of Y, then one of Cr Cb pairs with the same stride and half the rows.</summary>
    Nv21,

    /// <summary>4:2:0, three planes: Y, Cb, Cr; the last two with half the stride and half the rows (also called I420).</summary>
    Yu12,

    /// <summary>4:2:2, three planes: Y, Cb, Cr; the last two with half the stride and all rows.</summary>
    Yu16,

    /// <summary>4:4:4, three planes of one size: Y, Cb, Cr.</summary>
    Yu24,
}

/// <summary>Facts that follow from a <see cref="PixelFormat"/>. Half of an odd number is rounded up.</summary>
public static class PixelFormats
{
    /// <summary>The bytes, and so the channels, of one pixel of an interleaved format without subsampling.</summary>
    public static int BytesPerPixel(this PixelFormat format) => format switch
    {
        PixelFormat.Gray8 => 1,
        PixelFormat.Rgb24 or PixelFormat.Bgr24 => 3,
        PixelFormat.Rgba32 => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "a pixel of this format has no bytes of its own"),
    };

    /// <summary>True if a picture's samples are luma and chroma, so that <see cref="YuvColor"/> says what they mean.</summary>
    public static bool IsYuv(this PixelFormat format) => format >= PixelFormat.Yuyv;

    /// <summary>The bytes of a row of the first plane, without padding.</summary>
    public static long RowBytes(this PixelFormat format, int width) => format switch
    {
        PixelFormat.Yuyv or PixelFormat.Uyvy => 4L * Half(width),
        PixelFormat.Nv12 or PixelFormat.Nv21 => 2L * Half(width),
        PixelFormat.Yu12 or PixelFormat.Yu16 or PixelFormat.Yu24 => width,
        _ => (long)width * format.BytesPerPixel(),
    };

    /// <summary>The bytes of a row of a chroma plane; 0 where there is none.</summary>
    public static int ChromaStride(this PixelFormat format, int stride) => format switch
    {
        PixelFormat.Nv12 or PixelFormat.Nv21 or PixelFormat.Yu24 => stride,
        PixelFormat.Yu12 or PixelFormat.Yu16 => Half(stride),
        _ => 0,
    };

    /// <summary>The rows of a chroma plane; 0 where there is none.</summary>
    public static int ChromaRows(this PixelFormat format, int height) => format switch
    {
        PixelFormat.Nv12 or PixelFormat.Nv21 or PixelFormat.Yu12 => Half(height),
        PixelFormat.Yu16 or PixelFormat.Yu24 => height,
        _ => 0,
    };

    /// <summary>Planes of chroma: 0, 1 for pairs, or 2.</summary>
    public static int ChromaPlanes(this PixelFormat format) => format switch
    {
        PixelFormat.Nv12 or PixelFormat.Nv21 => 1,
        PixelFormat.Yu12 or PixelFormat.Yu16 or PixelFormat.Yu24 => 2,
        _ => 0,
    };

    /// <summary>The bytes of a whole picture whose rows all have their padding.</summary>
    public static long PictureBytes(this PixelFormat format, int stride, int height) =>
        ((long)stride * height) + ((long)format.ChromaPlanes() * format.ChromaStride(stride) * format.ChromaRows(height));

    private static int Half(int size) => (size / 2) + (size & 1);
}
