using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeCnn.Devices.Interop;

namespace EdgeCnn.Devices.Tests.Interop;

/// <summary>Sizes, places and request numbers as a C compiler of a 64-bit Linux gives them from the kernel's headers.</summary>
public sealed class StructureTests
{
    [Fact]
    public void Structures_HaveTheKernelsSizes() => Assert.Equal(
        [104, 64, 44, 52, 208, 204, 20, 88, 64, 68, 256, 24, 592, 16, 48, 8],
        [
            Unsafe.SizeOf<V4l2Capability>(), Unsafe.SizeOf<V4l2FormatDescription>(), Unsafe.SizeOf<V4l2FrameSize>(), Unsafe.SizeOf<V4l2FrameInterval>(),
            Unsafe.SizeOf<V4l2Format>(), Unsafe.SizeOf<V4l2StreamParameters>(), Unsafe.SizeOf<V4l2RequestBuffers>(), Unsafe.SizeOf<V4l2Buffer>(), Unsafe.SizeOf<V4l2Plane>(),
            Unsafe.SizeOf<GpioChipInfo>(), Unsafe.SizeOf<GpioLineInfo>(), Unsafe.SizeOf<GpioLineAttribute>(), Unsafe.SizeOf<GpioLineRequest>(), Unsafe.SizeOf<GpioLineValues>(), Unsafe.SizeOf<GpioLineEvent>(),
            Unsafe.SizeOf<PollEntry>(),
        ]);

    [Theory]
    [InlineData(typeof(V4l2Capability), nameof(V4l2Capability.DeviceCaps), 88)]
    [InlineData(typeof(V4l2FormatDescription), nameof(V4l2FormatDescription.FourCc), 44)]
    [InlineData(typeof(V4l2FrameSize), nameof(V4l2FrameSize.StepHeight), 32)]
    [InlineData(typeof(V4l2FrameInterval), nameof(V4l2FrameInterval.Numerator), 20)]
    [InlineData(typeof(V4l2Format), nameof(V4l2Format.BytesPerLine), 8 + 16)]
    [InlineData(typeof(V4l2Format), nameof(V4l2Format.YcbcrEncoding), 8 + 36)]
    [InlineData(typeof(V4l2Format), nameof(V4l2Format.Quantization), 8 + 40)]
    [InlineData(typeof(V4l2Format), nameof(V4l2Format.PlanesColorSpace), 8 + 16)]
    [InlineData(typeof(V4l2Format), nameof(V4l2Format.PlaneSizeImage), 8 + 20)]
    [InlineData(typeof(V4l2Format), nameof(V4l2Format.PlaneBytesPerLine), 8 + 24)]
    [InlineData(typeof(V4l2Format), nameof(V4l2Format.PlaneCount), 8 + 180)]
    [InlineData(typeof(V4l2Format), nameof(V4l2Format.PlanesYcbcrEncoding), 8 + 182)]
    [InlineData(typeof(V4l2Format), nameof(V4l2Format.PlanesQuantization), 8 + 183)]
    [InlineData(typeof(V4l2StreamParameters), nameof(V4l2StreamParameters.Numerator), 4 + 8)]
    [InlineData(typeof(V4l2Buffer), nameof(V4l2Buffer.Seconds), 24)]
    [InlineData(typeof(V4l2Buffer), nameof(V4l2Buffer.Sequence), 56)]
    [InlineData(typeof(V4l2Buffer), nameof(V4l2Buffer.Offset), 64)]
    [InlineData(typeof(V4l2Buffer), nameof(V4l2Buffer.Length), 72)]
    [InlineData(typeof(V4l2Plane), nameof(V4l2Plane.DataOffset), 16)]
    [InlineData(typeof(GpioLineInfo), nameof(GpioLineInfo.Flags), 72)]
    [InlineData(typeof(GpioLineRequest), nameof(GpioLineRequest.Consumer), 256)]
    [InlineData(typeof(GpioLineRequest), nameof(GpioLineRequest.Flags), 288)]
    [InlineData(typeof(GpioLineRequest), nameof(GpioLineRequest.AttributeCount), 288 + 8)]
    [InlineData(typeof(GpioLineRequest), nameof(GpioLineRequest.Attribute), 288 + 32)]
    [InlineData(typeof(GpioLineRequest), nameof(GpioLineRequest.LineCount), 560)]
    [InlineData(typeof(GpioLineRequest), nameof(GpioLineRequest.Handle), 588)]
    [InlineData(typeof(GpioLineEvent), nameof(GpioLineEvent.Id), 8)]
    public void Field_LiesWhereTheKernelHasIt(Type type, string field, int offset) => Assert.Equal(offset, (int)Marshal.OffsetOf(type, field));

    [Fact]
    public void RequestNumbers_AreTheKernels() => Assert.Equal(
        new uint[]
        {
            0x80685600u, 0xc0405602, 0xc0d05605, 0xc0145608, 0xc0585609, 0xc058560f, 0xc0585611, 0x40045612, 0x40045613, 0xc0cc5615, 0xc0cc5616, 0xc02c564a, 0xc034564b,
            0x8044b401, 0xc100b405, 0xc250b407, 0xc010b40e, 0xc010b40f,
        },
        new[]
        {
            V4l2Ioctl.QueryCap, V4l2Ioctl.EnumFormat, V4l2Ioctl.SetFormat, V4l2Ioctl.RequestBuffers, V4l2Ioctl.QueryBuffer, V4l2Ioctl.QueueBuffer, V4l2Ioctl.DequeueBuffer,
            V4l2Ioctl.StreamOn, V4l2Ioctl.StreamOff, V4l2Ioctl.GetParameters, V4l2Ioctl.SetParameters, V4l2Ioctl.EnumFrameSizes, V4l2Ioctl.EnumFrameIntervals,
            GpioIoctl.GetChipInfo, GpioIoctl.GetLineInfo, GpioIoctl.GetLine, GpioIoctl.GetValues, GpioIoctl.SetValues,
        });

    [Fact]
    public void KernelText_OfAnyBytes_IsPrintable()
    {
        KernelText text = KernelText.From("a\nb\u00e9" + new string('x', 40));
        Assert.Equal("a?b?" + new string('x', 27), text.ToString());
        ((Span<byte>)text).Fill(200);
        Assert.Equal(new string('?', 32), text.ToString());
    }
}
