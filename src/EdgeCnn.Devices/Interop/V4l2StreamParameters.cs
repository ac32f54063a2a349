using System.Runtime.InteropServices;

namespace EdgeCnn.Devices.Interop;

/// <summary>How fast a stream runs: <c>struct v4l2_streamparm</c> of a capture.</summary>
[StructLayout(LayoutKind.Explicit, Size = 204)]
internal struct V4l2StreamParameters
{
    [FieldOffset(0)] public uint Type;
    [FieldOffset(4)] public uint Capability;
    [FieldOffset(12)] public uint Numerator; // seconds per frame
    [FieldOffset(16)] public uint Denominator;
}
