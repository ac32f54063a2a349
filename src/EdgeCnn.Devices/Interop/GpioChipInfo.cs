using System.Runtime.InteropServices;

namespace EdgeCnn.Devices.Interop;

/// <summary>What a chip is: <c>struct gpiochip_info</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 68)]
internal struct GpioChipInfo
{
    [FieldOffset(0)] public KernelText Name;
    [FieldOffset(32)] public KernelText Label;
    [FieldOffset(64)] public uint Lines;
}
