using System.Runtime.InteropServices;

namespace EdgeCnn.Devices.Interop;

/// <summary>Values of the lines of a request: <c>struct gpio_v2_line_values</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct GpioLineValues
{
    [FieldOffset(0)] public ulong Bits;
    [FieldOffset(8)] public ulong Mask;
}
