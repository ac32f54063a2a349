using System.Buffers;
using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Agent.Page;

/// <summary>Encodes the last picture as JPEG when it is asked for.</summary>
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
            writer.Write(picture.Format is PixelFormat.Gray8 or PixelFormat.Rgb24 ? picture.View : Converted(), buffer);
            return buffer.WrittenSpan.ToArray();
        }
    }

    private ImageView Converted()
    {
        converter.Convert(picture.View, colours);
        return colours.View;
    }
}
