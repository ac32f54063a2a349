using System.Runtime.InteropServices;

namespace EdgeCnn.Devices.Interop;

/// <summary>A request for one line: <c>struct gpio_v2_line_request</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 592)]
internal struct GpioLineRequest
{
    [FieldOffset(0)] public uint Offset; // the first of 64
    [FieldOffset(256)] public KernelText Consumer;
    [FieldOffset(288)] public ulong Flags;
    [FieldOffset(296)] public uint AttributeCount;
    [FieldOffset(320)] public GpioLineAttribute Attribute; // the first of 10
    [FieldOffset(560)] public uint LineCount;
    [FieldOffset(588)] public int Handle;
}
