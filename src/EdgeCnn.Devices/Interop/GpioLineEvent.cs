using System.Runtime.InteropServices;

namespace EdgeCnn.Devices.Interop;

/// <summary>One edge of a line: <c>struct gpio_v2_line_event</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 48)]
internal struct GpioLineEvent
{
    [FieldOffset(0)] public ulong TimestampNs;
    [FieldOffset(8)] public uint Id;
    [FieldOffset(12)] public uint Offset;
}
