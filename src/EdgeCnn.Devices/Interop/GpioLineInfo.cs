using System.Runtime.InteropServices;

namespace EdgeCnn.Devices.Interop;

/// <summary>What a line is: <c>struct gpio_v2_line_info</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct GpioLineInfo
{
    [FieldOffset(0)] public KernelText Name;
    [FieldOffset(32)] public KernelText Consumer;
    [FieldOffset(64)] public uint Offset;
    [FieldOffset(72)] public ulong Flags;
}
