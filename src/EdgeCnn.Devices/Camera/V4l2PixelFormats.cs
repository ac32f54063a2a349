using EdgeCnn.Devices.Interop;
using EdgeCnn.Imaging;

namespace EdgeCnn.Devices.Camera;

/// <summary>The formats of V4L2 that frames can be made of, the preferred ones first.</summary>
/// <remarks>Source: Linux, Documentation/userspace-api/media/v4l, "Image Formats".</remarks>
internal static class V4l2PixelFormats
{
    // Those with colour and the fewest bytes to convert come first, grey ones lose colour, and JPEG costs a decoder.
    private static readonly (string Name, PixelFormat? Format)[] Table =
    [
        ("YUYV", PixelFormat.Yuyv),
        ("UYVY", PixelFormat.Uyvy),
        ("NV12", PixelFormat.Nv12),
        ("NV21", PixelFormat.Nv21),
        ("YU12", PixelFormat.Yu12),
        ("GREY", PixelFormat.Gray8),
        ("RGB3", PixelFormat.Rgb24),
        ("BGR3", PixelFormat.Bgr24),
        ("MJPG", null),
        ("JPEG", null),
    ];

    /// <summary>V4L2's names of all of them.</summary>
    public static IEnumerable<string> Names => Table.Select(row => row.Name);

    /// <summary>The place in the order of preference; -1 for a format of which no frame can be made.</summary>
    public static int Rank(uint fourCc)
    {
        for (int i = 0; i < Table.Length; i++)
        {
            if (V4l2Ioctl.FourCc(Table[i].Name) == fourCc)
                return i;
        }

        return -1;
    }

    /// <summary>True if its pictures are JPEG files.</summary>
    public static bool IsJpeg(uint fourCc) => Rank(fourCc) is >= 0 and var rank && Table[rank].Format is null;

    /// <summary>The layout of its pictures; only for formats with a rank that are not JPEG.</summary>
    public static PixelFormat Layout(uint fourCc) => Table[Rank(fourCc)].Format!.Value;

    /// <summary>V4L2's name for what people write: <c>yuyv</c>, <c>rgb24</c>, <c>mjpeg</c>, <c>i420</c>.</summary>
    /// <returns>Null if there is none.</returns>
    public static string? Find(string text)
    {
        string name = text.ToUpperInvariant() switch
        {
            "RGB24" => "RGB3",
            "BGR24" => "BGR3",
            "MJPEG" => "MJPG",
            "GRAY" or "GRAY8" or "Y800" => "GREY",
            "I420" or "YUV420" => "YU12",
            "YUY2" => "YUYV",
            var upper => upper,
        };
        return Names.FirstOrDefault(known => known == name);
    }
}
