using EdgeCnn.Imaging;

namespace EdgeCnn.Devices.Camera;

/// <summary>Turns the JPEG pictures of a camera into frames.</summary>
/// <remarks>Threading: one thread at a time.</remarks>
public interface IJpegFrameDecoder : IDisposable
{
    /// <summary>What it is, for people; for example <c>libturbojpeg</c>.</summary>
    string Description { get; }

    /// <summary>Decodes a picture into the frame's pixels, size, format and <see cref="Frame.Yuv"/>; never throws for bytes.</summary>
    /// <returns>False if the picture is damaged or of a kind that is not read; the frame's content is then undefined.</returns>
    bool TryDecode(ReadOnlySpan<byte> jpeg, Frame frame);
}
