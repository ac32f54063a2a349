using System.Runtime.InteropServices;

namespace EdgeCnn.Devices.Interop;

/// <summary>A handle to wait for: <c>struct pollfd</c>. Source: Linux, include/uapi/asm-generic/poll.h.</summary>
/// <param name="handle">The handle; a negative one is passed over.</param>
[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry(int handle)
{
    /// <summary>There is something to read (POLLIN).</summary>
    public const short In = 1;

    /// <summary>The device failed (POLLERR).</summary>
    public const short Error = 8;

    /// <summary>The other side has gone (POLLHUP).</summary>
    public const short HangUp = 16;

    public int Handle = handle;
    public short Events = In;
    public short Returned;
}
