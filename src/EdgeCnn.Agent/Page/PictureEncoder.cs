using System.Buffers;
using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Agent.Page;

/// <summary>Encodes the last picture when it is asked for: as JPEG to be seen, as PNG to be kept.</summary>
/// <remarks>Threading: callers wait for each other, so that a board never encodes two pictures at once.</remarks>
internal sealed class PictureEncoder(LiveView view)
{
    private readonly Lock gate = new();
    private readonly Frame picture = new();
    private readonly Frame colours = new();
    private readonly PictureConverter converter = new();
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

    private ImageView Shown() => picture.Format is PixelFormat.Gray8 or PixelFormat.Rgb24 ? picture.View : Converted();

    private ImageView Converted()
    {
        converter.Convert(picture.View, colours);
        return colours.View;
    }
}
