using System.Runtime.CompilerServices;

namespace EdgeCnn.Devices.Interop;

/// <summary>Numbers of ioctl requests, by the kernel's formula. Source: Linux, include/uapi/asm-generic/ioctl.h.</summary>
internal static class IoctlNumber
{
    private const uint WriteBit = 1, ReadBit = 2;

    /// <summary>The driver fills the argument: <c>_IOR</c>.</summary>
    public static uint Read<T>(char type, int number)
        where T : unmanaged => Make<T>(ReadBit, type, number);

    /// <summary>The driver reads the argument: <c>_IOW</c>.</summary>
    public static uint Write<T>(char type, int number)
        where T : unmanaged => Make<T>(WriteBit, type, number);

    /// <summary>The driver reads and changes the argument: <c>_IOWR</c>.</summary>
    public static uint ReadWrite<T>(char type, int number)
        where T : unmanaged => Make<T>(ReadBit | WriteBit, type, number);

    // Direction in bits 31:30, the argument's size in 29:16, the driver's letter in 15:8, its number in 7:0.
    private static uint Make<T>(uint direction, char type, int number)
        where T : unmanaged => (direction << 30) | ((uint)Unsafe.SizeOf<T>() << 16) | ((uint)type << 8) | (uint)number;
}
