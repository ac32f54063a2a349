using System.Runtime.InteropServices;

namespace EdgeCnn.Devices.Interop;

/// <summary>A request for buffers: <c>struct v4l2_requestbuffers</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 20)]
internal struct V4l2RequestBuffers
{
    [FieldOffset(0)] public uint Count;
    [FieldOffset(4)] public uint Type;
    [FieldOffset(8)] public uint Memory;
}
