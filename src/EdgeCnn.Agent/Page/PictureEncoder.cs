using System.Buffers;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Agent.Page;

/// <summary>Encodes the last picture when it is asked for: as JPEG to be seen, as PNG to be kept.</summary>
/// <remarks>Threading: callers wait for each other, so that a board never encodes two pictures at once.</remarks>
internal sealed class PictureEncoder(LiveView view)
{
    private readonly Lock gate = new();
    private readonly Frame picture = new();
    private readonly Frame opaque = new();
    private readonly JpegWriter writer = new(quality: 85);
    private readonly ArrayBufferWriter<byte> buffer = new(16384);

    /// <summary>The picture's file, or null if no picture was kept yet.</summary>
    public byte[]? Encode()
    {
        lock (gate)
        {
            if (!view.TryCopyPicture(picture))
                return null;
            buffer.ResetWrittenCount();
            writer.Write(Shown(), buffer);
            return buffer.WrittenSpan.ToArray();
        }
    }

    /// <summary>The picture's file without loss, or null if no picture was kept yet.</summary>
    public byte[]? EncodePng()
    {
        lock (gate)
        {
            if (!view.TryCopyPicture(picture))
                return null;
            using var file = new MemoryStream();
            PngWriter.Write(file, Shown());
            return file.ToArray();
        }
    }

    private ImageView Shown() => picture.Format == PixelFormat.Rgba32 ? WithoutAlpha() : picture.View;

    private ImageView WithoutAlpha()
    {
        opaque.Resize(picture.Width, picture.Height, PixelFormat.Rgb24);
        for (int y = 0; y < picture.Height; y++)
            ColorConversion.Row(picture.View.Row(y), picture.Format, opaque.Pixels.Slice(y * opaque.Stride, opaque.Stride), ColorOrder.Rgb);
        return opaque.View;
    }
}
