using System.Runtime.InteropServices;

namespace EdgeCnn.Devices.Interop;

/// <summary>What a device is: <c>struct v4l2_capability</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 104)]
internal struct V4l2Capability
{
    [FieldOffset(16)] public KernelText Card;
    [FieldOffset(84)] public uint Capabilities; // of the whole device
    [FieldOffset(88)] public uint DeviceCaps; // of this node of it, where the first say so
}
