using System.Runtime.InteropServices;

namespace EdgeCnn.Devices.Interop;

/// <summary>One size of a format, or a range of them: <c>struct v4l2_frmsizeenum</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 44)]
internal struct V4l2FrameSize
{
    [FieldOffset(0)] public uint Index;
    [FieldOffset(4)] public uint FourCc;
    [FieldOffset(8)] public uint Type;
    [FieldOffset(12)] public uint Width; // or the least one
    [FieldOffset(16)] public uint Height; // or the greatest width
    [FieldOffset(20)] public uint StepWidth;
    [FieldOffset(24)] public uint MinHeight;
    [FieldOffset(28)] public uint MaxHeight;
    [FieldOffset(32)] public uint StepHeight;
}
