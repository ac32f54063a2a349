using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Devices.Camera;

/// <summary>Decodes with <see cref="JpegDecoder"/>, which needs no library.</summary>
public sealed class ManagedJpegDecoder : IJpegFrameDecoder
{
    private readonly JpegDecoder decoder = new("camera");

    /// <inheritdoc/>
    public string Description => "JPEG";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> jpeg, Frame frame)
    {
        try
        {
            decoder.Decode(jpeg, frame);
            return true;
        }
        catch (PictureFormatException)
        {
            // A cable that disturbs one picture in a thousand is no reason to stop; the camera counts it.
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
