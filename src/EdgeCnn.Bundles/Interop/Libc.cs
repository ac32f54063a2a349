using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeCnn.Bundles.Interop;

/// <summary>What .NET does not offer of files: links that are replaced in one step, and folders and files that are really on the disk.</summary>
internal static partial class Libc
{
    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x80000;
    private const int DontNeed = 4;

    /// <summary>Renames a file, folder or link itself; one of the new name is replaced in the same step.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static void Rename(string from, string to) => Check(RenameNative(from, to), $"{from} cannot be renamed to {to}");

    /// <summary>Gives a file a second name.</summary>
    /// <exception cref="IOException">The system refused, for example over two file systems.</exception>
    public static void Link(string existing, string path) => Check(LinkNative(existing, path), $"{existing} cannot be linked as {path}");

    /// <summary>Writes a folder's names to the disk.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static void SyncFolder(string path)
    {
        int folder = OpenNative(path, ReadOnly | CloseOnExec);
        Check(folder, $"{path} cannot be opened");
        try
        {
            Check(SyncNative(folder), $"{path} cannot be written to the disk");
        }
        finally
        {
            _ = CloseNative(folder);
        }
    }

    /// <summary>Lets the system forget what it holds of a file in memory, so that the next read is of the disk; a hint, which may be ignored.</summary>
    public static void Forget(SafeFileHandle file) => _ = AdviseNative(file, 0, 0, DontNeed);

    private static void Check(int result, string what)
    {
        if (result < 0)
            throw new IOException($"{what}: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameNative(string from, string to);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LinkNative(string existing, string path);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenNative(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncNative(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseNative(int file);

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int AdviseNative(SafeFileHandle file, long offset, long length, int advice);
}
