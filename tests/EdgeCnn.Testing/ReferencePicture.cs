namespace EdgeCnn.Testing;

/// <summary>A picture of any format, sample by sample, from the words of the documentation.</summary>
/// <param name="Bytes">All planes, one after the other.</param>
/// <param name="Format">Gray8, Rgb24, Rgba32, Bgr24, Yuyv, Uyvy, Nv12, Nv21, Yu12, Yu16 or Yu24.</param>
/// <param name="Yuv">Bt601, Bt601Full, Bt709 or Bt709Full.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Stride">Bytes from one row of the first plane to the next.</param>
public sealed record ReferencePicture(byte[] Bytes, string Format, string Yuv, int Width, int Height, int Stride)
{
    /// <summary>Whether the samples are luma and chroma.</summary>
    public bool IsYuv => Format is "Yuyv" or "Uyvy" or "Nv12" or "Nv21" or "Yu12" or "Yu16" or "Yu24";

    /// <summary>Grey has one component, all others have three: red, green, blue or Y, Cb, Cr.</summary>
    public int Components => Format == "Gray8" ? 1 : 3;

    /// <summary>The least stride of a format.</summary>
    public static int RowBytes(string format, int width) => format switch
    {
        "Rgb24" or "Bgr24" => 3 * width,
        "Rgba32" => 4 * width,
        "Yuyv" or "Uyvy" => 4 * ((width + 1) / 2),
        "Nv12" or "Nv21" => 2 * ((width + 1) / 2),
        _ => width,
    };

    /// <summary>The bytes of all planes.</summary>
    public static int PictureBytes(string format, int height, int stride) => (stride * height) + (format switch
    {
        "Nv12" or "Nv21" => stride * ((height + 1) / 2),
        "Yu12" => 2 * ((stride + 1) / 2) * ((height + 1) / 2),
        "Yu16" => 2 * ((stride + 1) / 2) * height,
        "Yu24" => 2 * stride * height,
        _ => 0,
    });

    /// <summary>Pixels to a sample of a component, across and down.</summary>
    public (int Across, int Down) Step(int component)
    {
        if (component == 0)
            return (1, 1);
        return Format switch
        {
            "Nv12" or "Nv21" or "Yu12" => (2, 2),
            "Yuyv" or "Uyvy" or "Yu16" => (2, 1),
            _ => (1, 1),
        };
    }

    /// <summary>One sample of a component.</summary>
    /// <param name="component">Which one.</param>
    /// <param name="row">Its row on the component's own grid.</param>
    /// <param name="column">Its column there.</param>
    public int Sample(int component, int row, int column)
    {
        int luma = Stride * Height, half = (Stride + 1) / 2;
        return Bytes[Format switch
        {
            "Gray8" => (row * Stride) + column,
            "Rgb24" => (row * Stride) + (3 * column) + component,
            "Rgba32" => (row * Stride) + (4 * column) + component,
            "Bgr24" => (row * Stride) + (3 * column) + 2 - component,
            "Yuyv" => (row * Stride) + (component == 0 ? 2 * column : (4 * column) + (component == 1 ? 1 : 3)),
            "Uyvy" => (row * Stride) + (component == 0 ? (2 * column) + 1 : (4 * column) + (component == 1 ? 0 : 2)),
            _ when component == 0 => (row * Stride) + column,
            "Nv12" => luma + (row * Stride) + (2 * column) + component - 1,
            "Nv21" => luma + (row * Stride) + (2 * column) + 2 - component,
            "Yu12" => luma + ((component - 1) * half * ((Height + 1) / 2)) + (row * half) + column,
            "Yu16" => luma + ((component - 1) * half * Height) + (row * half) + column,
            _ => (component * luma) + (row * Stride) + column,
        }];
    }
}
