using System.Runtime.InteropServices;

namespace EdgeCnn.Devices.Interop;

/// <summary>The format of a stream: <c>struct v4l2_format</c> with both forms of its union.</summary>
[StructLayout(LayoutKind.Explicit, Size = 208)]
internal struct V4l2Format
{
    [FieldOffset(0)] public uint Type;

    // Both forms begin with these.
    [FieldOffset(8)] public uint Width;
    [FieldOffset(12)] public uint Height;
    [FieldOffset(16)] public uint FourCc;
    [FieldOffset(20)] public uint Field;

    // struct v4l2_pix_format.
    [FieldOffset(24)] public uint BytesPerLine;
    [FieldOffset(28)] public uint SizeImage;
    [FieldOffset(32)] public uint ColorSpace;
    [FieldOffset(44)] public uint YcbcrEncoding;
    [FieldOffset(48)] public uint Quantization;

    // struct v4l2_pix_format_mplane, of which the first plane.
    [FieldOffset(24)] public uint PlanesColorSpace;
    [FieldOffset(28)] public uint PlaneSizeImage;
    [FieldOffset(32)] public uint PlaneBytesPerLine;
    [FieldOffset(188)] public byte PlaneCount;
    [FieldOffset(190)] public byte PlanesYcbcrEncoding;
    [FieldOffset(191)] public byte PlanesQuantization;
}
