using EdgeCnn.Devices.Camera;
using EdgeCnn.Imaging;

namespace EdgeCnn.Devices.Tests.Camera;

/// <summary>Keeps what it is given, and makes a grey picture of it.</summary>
internal sealed class FakeJpegDecoder : IJpegFrameDecoder
{
    public byte[] Seen { get; private set; } = [];

    public int Refused { get; set; }

    public bool IsDisposed { get; private set; }

    public string Description => "fake decoder";

    public bool TryDecode(ReadOnlySpan<byte> jpeg, Frame frame)
    {
        Seen = jpeg.ToArray();
        if (Refused > 0)
        {
            Refused--;
            return false;
        }

        frame.Resize(2, 2, PixelFormat.Gray8);
        return true;
    }

    public void Dispose() => IsDisposed = true;
}
