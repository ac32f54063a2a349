using EdgeCnn.Bundles.Interop;
using EdgeCnn.Graph;

namespace EdgeCnn.Bundles.Slots;

/// <summary>The real disk.</summary>
/// <param name="durable">False for tests in which nothing needs to outlive a loss of power.</param>
internal sealed class DiskFiles(bool durable = true) : ISlotFiles
{
    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Program = Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public void CreateFolder(string path) => Step(path, () =>
    {
        if (Directory.Exists(path))
            return;
        Directory.CreateDirectory(path);
        // The caller's mask may have taken rights from it.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, Program);
    });

    public void Write(string path, bool executable, Action<Stream> write) => Step(path, () =>
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        write(file);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file.SafeFileHandle, executable ? Program : Plain);
        file.Flush(flushToDisk: durable);
        if (durable)
            Libc.Forget(file.SafeFileHandle);
    });

    public bool TryLink(string existing, string path)
    {
        try
        {
            Libc.Link(existing, path);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public void CreateLink(string path, string target) => Step(path, () => File.CreateSymbolicLink(path, target));

    public void Rename(string from, string to) => Step(to, () => Libc.Rename(from, to));

    public void Sync(string folder) => Step(folder, () =>
    {
        if (durable)
            Libc.SyncFolder(folder);
    });

    public void Delete(string path) => Step(path, () => File.Delete(path));

    public void DeleteFolder(string path) => Step(path, () =>
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    });

    private static void Step(string path, Action step)
    {
        try
        {
            step();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EdgeCnnException($"{path}: {error.Message.ReplaceLineEndings(" ")} Check the free space ('df') and the rights; the active slot is as it was.", ExitCode.Device, error);
        }
    }
}
