using System.Buffers;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Agent.Actions;

/// <summary>Encodes pictures of interleaved formats as JPEG.</summary>
/// <remarks>Threading: one thread at a time.</remarks>
internal sealed class PictureJpeg(int quality)
{
    private readonly JpegWriter writer = new(quality);
    private readonly Frame rgb = new();

    /// <summary>Appends a whole JPEG file.</summary>
    /// <exception cref="EdgeCnnException">The format has planes or shared chroma.</exception>
    public void Write(Frame picture, IBufferWriter<byte> output)
    {
        if (picture.Format.IsYuv())
            throw new EdgeCnnException($"a {picture.Format} picture cannot be kept: expected grey, RGB or BGR.");
        if (picture.Format is PixelFormat.Gray8 or PixelFormat.Rgb24)
        {
            writer.Write(picture.View, output);
            return;
        }

        rgb.Resize(picture.Width, picture.Height, PixelFormat.Rgb24);
        // Format names the order in memory, which the conversion takes for that of the model.
        ColorOrder order = picture.Format == PixelFormat.Bgr24 ? ColorOrder.Bgr : ColorOrder.Rgb;
        for (int y = 0; y < picture.Height; y++)
            ColorConversion.Row(picture.View.Row(y), picture.Format, rgb.Pixels.Slice(y * rgb.Stride, rgb.Stride), order);
        writer.Write(rgb.View, output);
    }
}
