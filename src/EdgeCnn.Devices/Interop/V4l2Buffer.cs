using System.Runtime.InteropServices;

namespace EdgeCnn.Devices.Interop;

/// <summary>One buffer: <c>struct v4l2_buffer</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 88)]
internal struct V4l2Buffer
{
    [FieldOffset(0)] public uint Index;
    [FieldOffset(4)] public uint Type;
    [FieldOffset(8)] public uint BytesUsed;
    [FieldOffset(12)] public uint Flags;
    [FieldOffset(16)] public uint Field;
    [FieldOffset(24)] public long Seconds;
    [FieldOffset(32)] public long Microseconds;
    [FieldOffset(56)] public uint Sequence;
    [FieldOffset(60)] public uint Memory;
    [FieldOffset(64)] public uint Offset; // of a single plane, for mmap
    [FieldOffset(64)] public nint Planes; // the address of a V4l2Plane, if there are planes
    [FieldOffset(72)] public uint Length; // bytes, or planes
}
