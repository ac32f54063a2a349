using System.Runtime.InteropServices;

namespace EdgeCnn.Devices.Interop;

/// <summary>One time per frame of a size, or a range of them: <c>struct v4l2_frmivalenum</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 52)]
internal struct V4l2FrameInterval
{
    [FieldOffset(0)] public uint Index;
    [FieldOffset(4)] public uint FourCc;
    [FieldOffset(8)] public uint Width;
    [FieldOffset(12)] public uint Height;
    [FieldOffset(16)] public uint Type;
    [FieldOffset(20)] public uint Numerator; // seconds; or of the least interval
    [FieldOffset(24)] public uint Denominator;
    [FieldOffset(28)] public uint MaxNumerator;
    [FieldOffset(32)] public uint MaxDenominator;
}
