using System.Buffers;
using EdgeCnn.Devices.Camera;
using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Devices.Tests.Camera;

public sealed class ManagedJpegDecoderTests
{
    [Fact]
    public void TryDecode_WholeAndCutPictures_TellsThemApart()
    {
        ArrayBufferWriter<byte> file = new();
        byte[] pixels = new byte[32 * 16];
        pixels.AsSpan().Fill(90);
        new JpegWriter(90).Write(new Image(32, 16, PixelFormat.Gray8, pixels).View, file);
        foreach (IJpegFrameDecoder decoder in new IJpegFrameDecoder[] { new ManagedJpegDecoder(), TurboJpegDecoder.Over(new ManagedJpegDecoder())! })
        {
            using (decoder)
            {
                Frame frame = new();
                Assert.True(decoder.TryDecode(file.WrittenSpan, frame));
                Assert.Equal((32, 16, PixelFormat.Gray8), (frame.Width, frame.Height, frame.Format));
                Assert.InRange(frame.Pixels[100], 89, 91);
                Assert.False(decoder.TryDecode(file.WrittenSpan[..^20], frame));
                Assert.False(decoder.TryDecode([], frame));
                Assert.True(decoder.TryDecode(file.WrittenSpan, frame));
            }
        }
    }
}
