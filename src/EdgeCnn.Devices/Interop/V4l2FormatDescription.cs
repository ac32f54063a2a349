using System.Runtime.InteropServices;

namespace EdgeCnn.Devices.Interop;

/// <summary>One format of a device: <c>struct v4l2_fmtdesc</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct V4l2FormatDescription
{
    [FieldOffset(0)] public uint Index;
    [FieldOffset(4)] public uint Type;
    [FieldOffset(12)] public KernelText Description;
    [FieldOffset(44)] public uint FourCc;
}
