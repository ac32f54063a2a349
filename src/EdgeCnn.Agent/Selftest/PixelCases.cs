using EdgeCnn.Graph;
using EdgeCnn.Imaging;

namespace EdgeCnn.Agent.Selftest;

/// <summary>The pictures on which pixel kernels are checked: every format, odd sizes a little wider than the kernels' blocks.</summary>
internal static class PixelCases
{
    /// <summary>Smaller, larger and as they are; cut, with bars and stretched; in colours, their reverse and grey.</summary>
    public static IReadOnlyList<PixelCase> All { get; } =
    [
        .. Each((71, 43), (33, 19), (CropMode.Center, ResizeFilter.Area, ColorOrder.Bgr)),
        .. Each((73, 21), (35, 17), (CropMode.Stretch, ResizeFilter.Bilinear, ColorOrder.Rgb)),
        .. Each((131, 9), (7, 5), (CropMode.Stretch, ResizeFilter.Area, ColorOrder.Gray)),
        .. Each((21, 13), (35, 37), (CropMode.Letterbox, ResizeFilter.Area, ColorOrder.Rgb)),
        .. Each((37, 11), (37, 11), (CropMode.Center, ResizeFilter.Bilinear, ColorOrder.Rgb)),
        .. Each((37, 11), (37, 11), (CropMode.Center, ResizeFilter.Bilinear, ColorOrder.Gray)),
    ];

    /// <summary>One of each format.</summary>
    public static IReadOnlyList<PixelCase> Quick { get; } = [.. Each((39, 13), (19, 7), (CropMode.Center, ResizeFilter.Area, ColorOrder.Rgb))];

    // What luma and chroma mean takes turns.
    private static IEnumerable<PixelCase> Each((int Width, int Height) size, (int Width, int Height) target, (CropMode Crop, ResizeFilter Resize, ColorOrder Color) contract) =>
        Enum.GetValues<PixelFormat>().Select(format => new PixelCase(format, size, target, contract, (YuvColor)(((int)format + size.Width) % 4)));
}
