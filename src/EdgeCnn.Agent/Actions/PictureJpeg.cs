using System.Buffers;
using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Agent.Actions;

/// <summary>Encodes pictures of every format as JPEG.</summary>
/// <remarks>Threading: one thread at a time.</remarks>
internal sealed class PictureJpeg(int quality)
{
    private readonly JpegWriter writer = new(quality);
    private readonly PictureConverter converter = new();
    private readonly Frame rgb = new();

    /// <summary>Appends a whole JPEG file.</summary>
    public void Write(Frame picture, IBufferWriter<byte> output)
    {
        if (picture.Format is not (PixelFormat.Gray8 or PixelFormat.Rgb24))
        {
            converter.Convert(picture.View, rgb);
            picture = rgb;
        }

        writer.Write(picture.View, output);
    }
}
