namespace EdgeCnn.Devices.Interop;

/// <summary>The few calls of the kernel that drivers here are written against, so that tests put a false kernel below them.</summary>
/// <remarks>Range: every call returns what the kernel's own does, a value of 0 or more, or the negated errno; none throws.</remarks>
internal interface ISystemCalls
{
    /// <summary>Opens a device for reading and writing, without blocking and not for child processes.</summary>
    int Open(string path);

    /// <summary>Closes a handle.</summary>
    int Close(int handle);

    /// <summary>Asks a driver; it reads and changes the argument, a structure of exactly the request's size.</summary>
    int Ioctl(int handle, uint request, Span<byte> argument);

    /// <summary>Waits until one of the entries has something to tell.</summary>
    /// <returns>The number of entries with <see cref="PollEntry.Returned"/> other than 0; 0 at the end of the time.</returns>
    int Poll(Span<PollEntry> entries, int milliseconds);

    /// <summary>Reads what is there; 0 at the end.</summary>
    int Read(int handle, Span<byte> buffer);

    /// <summary>Shares a driver's buffer with this process.</summary>
    int Map(int handle, long offset, int length, out nint address);

    /// <summary>Gives a shared buffer back.</summary>
    int Unmap(nint address, int length);
}
