using System.Runtime.InteropServices;

namespace EdgeCnn.Devices.Interop;

/// <summary>One plane of a buffer: <c>struct v4l2_plane</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct V4l2Plane
{
    [FieldOffset(0)] public uint BytesUsed;
    [FieldOffset(4)] public uint Length;
    [FieldOffset(8)] public uint Offset; // for mmap
    [FieldOffset(16)] public uint DataOffset; // where the picture begins
}
