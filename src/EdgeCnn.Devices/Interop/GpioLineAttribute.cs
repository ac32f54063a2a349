using System.Runtime.InteropServices;

namespace EdgeCnn.Devices.Interop;

/// <summary>A property of some lines of a request: <c>struct gpio_v2_line_config_attribute</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
internal struct GpioLineAttribute
{
    [FieldOffset(0)] public uint Id;
    [FieldOffset(8)] public ulong Values;
    [FieldOffset(8)] public uint DebounceMicroseconds;
    [FieldOffset(16)] public ulong Mask; // the lines it is about
}
