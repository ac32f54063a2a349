using EdgeCnn.Devices.Interop;
using EdgeCnn.Imaging;

namespace EdgeCnn.Devices.Camera;

/// <summary>Decodes with libturbojpeg where it is installed, and with another decoder what that does not take.</summary>
/// <remarks>Damaged pictures go to the other decoder too: it says what of them still counts as a picture.</remarks>
public sealed class TurboJpegDecoder : IJpegFrameDecoder
{
    private const int MaxSide = 16384;
    private readonly TurboJpeg turbo;
    private readonly IJpegFrameDecoder? other;

    private TurboJpegDecoder(TurboJpeg turbo, IJpegFrameDecoder? other)
    {
        this.turbo = turbo;
        this.other = other;
    }

    /// <inheritdoc/>
    public string Description => other is null ? "libturbojpeg" : $"libturbojpeg, {other.Description}";

    /// <summary>Loads the library.</summary>
    /// <param name="other">The decoder for all else; disposed with the new one.</param>
    /// <returns>The other decoder, which may be null, where the library is not installed.</returns>
    public static IJpegFrameDecoder? Over(IJpegFrameDecoder? other) => TurboJpeg.TryLoad() is { } turbo ? new TurboJpegDecoder(turbo, other) : other;

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> jpeg, Frame frame) => TryTurbo(jpeg, frame) || (other?.TryDecode(jpeg, frame) ?? false);

    /// <inheritdoc/>
    public void Dispose()
    {
        turbo.Dispose();
        other?.Dispose();
    }

    private bool TryTurbo(ReadOnlySpan<byte> jpeg, Frame frame)
    {
        if (jpeg.IsEmpty || !turbo.TryReadHeader(jpeg, out int width, out int height, out int sampling) || width is <= 0 or > MaxSide || height is <= 0 or > MaxSide)
            return false;
        PixelFormat? format = sampling switch
        {
            0 => PixelFormat.Yu24,
            1 => PixelFormat.Yu16,
            2 => PixelFormat.Yu12,
            3 => PixelFormat.Gray8,
            _ => null,
        };

        // The library writes whole pairs of rows where chroma has half of them, one more than an odd picture has.
        if (format is not { } layout || (layout == PixelFormat.Yu12 && height % 2 != 0))
            return false;
        int stride = layout is PixelFormat.Yu12 or PixelFormat.Yu16 ? width + (width & 1) : width;
        frame.Resize(width, height, stride, layout);
        frame.Yuv = YuvColor.Bt601Full;
        int luma = stride * height, chromaStride = layout.ChromaStride(stride), chroma = chromaStride * layout.ChromaRows(height);
        ReadOnlySpan<int> offsets = [0, luma, luma + chroma], strides = [stride, chromaStride, chromaStride];
        int planes = 1 + layout.ChromaPlanes();
        return turbo.TryDecode(jpeg, frame.Pixels, offsets[..planes], strides, width, height);
    }
}
