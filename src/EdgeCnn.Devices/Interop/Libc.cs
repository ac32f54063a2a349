using System.Runtime.InteropServices;

namespace EdgeCnn.Devices.Interop;

/// <summary>The calls as the C library makes them.</summary>
/// <remarks>Source: Linux man pages, section 2; flags of include/uapi/asm-generic/fcntl.h and mman-common.h, which arm64 and x86-64 share.</remarks>
internal sealed unsafe partial class Libc : ISystemCalls
{
    private const int ReadWrite = 0x2, NonBlocking = 0x800, CloseOnExec = 0x80000;
    private const int ProtectRead = 1, ProtectWrite = 2, MapShared = 1;

    private Libc()
    {
    }

    /// <summary>The one of this process.</summary>
    public static Libc Instance { get; } = new();

    /// <inheritdoc/>
    public int Open(string path) => Result(OpenCore(path, ReadWrite | NonBlocking | CloseOnExec));

    /// <inheritdoc/>
    public int Close(int handle) => Result(CloseCore(handle));

    /// <inheritdoc/>
    public int Ioctl(int handle, uint request, Span<byte> argument)
    {
        fixed (byte* start = argument)
            return Result(IoctlCore(handle, request, start));
    }

    /// <inheritdoc/>
    public int Poll(Span<PollEntry> entries, int milliseconds)
    {
        fixed (PollEntry* start = entries)
            return Result(PollCore(start, (nuint)entries.Length, milliseconds));
    }

    /// <inheritdoc/>
    public int Read(int handle, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
            return Result((int)ReadCore(handle, start, (nuint)buffer.Length));
    }

    /// <inheritdoc/>
    public int Map(int handle, long offset, int length, out nint address)
    {
        address = MapCore(0, (nuint)length, ProtectRead | ProtectWrite, MapShared, handle, offset);
        return address == -1 ? -Marshal.GetLastPInvokeError() : 0;
    }

    /// <inheritdoc/>
    public int Unmap(nint address, int length) => Result(UnmapCore(address, (nuint)length));

    private static int Result(int value) => value >= 0 ? value : -Marshal.GetLastPInvokeError();

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenCore(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int CloseCore(int handle);

    // Variadic in C, and the same as this on every 64-bit Linux, where registers take variadic arguments.
    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int IoctlCore(int handle, nuint request, byte* argument);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int PollCore(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadCore(int handle, byte* buffer, nuint bytes);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint MapCore(nint address, nuint length, int protection, int flags, int handle, long offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int UnmapCore(nint address, nuint length);
}
