using System.Runtime.InteropServices;

namespace EdgeCnn.Devices.Interop;

/// <summary>The error numbers that the drivers here tell apart. Source: Linux, include/uapi/asm-generic/errno-base.h and errno.h.</summary>
internal static class Errno
{
    public const int NotPermitted = 1; // EPERM
    public const int NoEntry = 2; // ENOENT
    public const int Interrupted = 4; // EINTR
    public const int InputOutput = 5; // EIO
    public const int NoDeviceOrAddress = 6; // ENXIO
    public const int Again = 11; // EAGAIN
    public const int NoMemory = 12; // ENOMEM
    public const int Access = 13; // EACCES
    public const int Busy = 16; // EBUSY
    public const int NoDevice = 19; // ENODEV
    public const int Invalid = 22; // EINVAL
    public const int NotTerminal = 25; // ENOTTY
    public const int NoSpace = 28; // ENOSPC
    public const int NotImplemented = 38; // ENOSYS

    /// <summary>For example <c>Device or resource busy (errno 16)</c>.</summary>
    public static string Text(int errno) => $"{Marshal.GetPInvokeErrorMessage(errno)} (errno {errno})";
}
