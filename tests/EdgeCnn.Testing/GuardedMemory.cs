using System.Runtime.InteropServices;

namespace EdgeCnn.Testing;

/// <summary>
/// Memory that ends (or begins) at a page that nobody may touch: a read or write one byte outside ends the process instead
/// of passing unseen. On systems without mmap it is ordinary memory.
/// </summary>
public sealed unsafe class GuardedMemory<T> : IDisposable
    where T : unmanaged
{
    private readonly nint mapping;
    private readonly nuint mappedBytes;
    private readonly T* first;

    /// <summary>Takes memory for so many elements.</summary>
    /// <param name="length">Elements.</param>
    /// <param name="guardBefore">True to put the elements right behind a forbidden page instead of right before one.</param>
    public GuardedMemory(int length, bool guardBefore = false)
    {
        Length = length;
        nuint page = (nuint)Environment.SystemPageSize, bytes = (nuint)length * (nuint)sizeof(T);
        nuint room = (bytes + page - 1) / page * page;
        mappedBytes = room + (2 * page);
        if (!OperatingSystem.IsLinux())
        {
            mapping = (nint)NativeMemory.AllocZeroed(mappedBytes);
            first = (T*)mapping;
            return;
        }

        mapping = Libc.Map(0, mappedBytes, Libc.ReadWrite, Libc.PrivateAnonymous, -1, 0);
        if (mapping == -1)
            throw new InvalidOperationException($"mmap of {mappedBytes} bytes failed, errno {Marshal.GetLastPInvokeError()}.");
        if (Libc.Protect(mapping, page, 0) != 0 || Libc.Protect(mapping + (nint)(page + room), page, 0) != 0)
            throw new InvalidOperationException($"mprotect failed, errno {Marshal.GetLastPInvokeError()}.");
        first = (T*)(mapping + (nint)(guardBefore ? page : page + room - bytes));
    }

    /// <summary>Elements.</summary>
    public int Length { get; }

    /// <summary>The elements.</summary>
    public Span<T> Span => new(first, Length);

    /// <summary>A copy of values between guards.</summary>
    public static GuardedMemory<T> Of(ReadOnlySpan<T> values, bool guardBefore = false)
    {
        var memory = new GuardedMemory<T>(values.Length, guardBefore);
        values.CopyTo(memory.Span);
        return memory;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (OperatingSystem.IsLinux())
            _ = Libc.Unmap(mapping, mappedBytes);
        else
            NativeMemory.Free((void*)mapping);
    }
}

/// <summary>The system calls behind guarded memory.</summary>
internal static partial class Libc
{
    public const int ReadWrite = 3;
    public const int PrivateAnonymous = 0x22;

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    public static partial nint Map(nint address, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    public static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    public static partial int Unmap(nint address, nuint length);
}
