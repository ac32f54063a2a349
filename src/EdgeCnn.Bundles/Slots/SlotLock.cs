using EdgeCnn.Graph;

namespace EdgeCnn.Bundles.Slots;

/// <summary>Keeps a second installer out; the system lets go of it when the process ends, however it ends.</summary>
internal sealed class SlotLock : IDisposable
{
    private readonly FileStream file;

    private SlotLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="EdgeCnnException">Another process has it, or the folder cannot be written (<see cref="ExitCode.Device"/>).</exception>
    public static SlotLock Take(SlotLayout layout)
    {
        try
        {
            return new SlotLock(new FileStream(layout.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException error)
        {
            throw new EdgeCnnException($"{layout.Root}: may not be written: {error.Message} Run it as root, for example with sudo.", ExitCode.Device, error);
        }
        catch (IOException error)
        {
            throw new EdgeCnnException($"{layout.Lock}: another installation is on its way: {error.Message} Wait for it, or look for it with 'ps'.", ExitCode.Device, error);
        }
    }

    public void Dispose() => file.Dispose();
}
