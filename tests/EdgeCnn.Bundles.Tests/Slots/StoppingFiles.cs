using EdgeCnn.Bundles.Slots;

namespace EdgeCnn.Bundles.Tests.Slots;

/// <summary>The power goes off at a step: it is not done, or half, and nothing after it.</summary>
internal sealed class StoppingFiles(int at, bool torn) : ISlotFiles
{
    private readonly DiskFiles disk = new(durable: false);
    private int step;

    /// <summary>True once the power is off.</summary>
    public bool IsOff => step > at;

    /// <summary>What was done, in order.</summary>
    public List<string> Log { get; } = [];

    public void CreateFolder(string path) => Step($"folder {path}", () => disk.CreateFolder(path));

    public void Write(string path, bool executable, Action<Stream> write) => Step($"write {path}", () => disk.Write(path, executable, write), () => disk.Write(path, executable, stream =>
    {
        using var whole = new MemoryStream();
        write(whole);
        stream.Write(whole.ToArray().AsSpan(0, (int)whole.Length / 2));
    }));

    public bool TryLink(string existing, string path)
    {
        bool linked = false;
        Step($"link {path}", () => linked = disk.TryLink(existing, path));
        return linked;
    }

    public void CreateLink(string path, string target) => Step($"symlink {path}", () => disk.CreateLink(path, target));

    public void Rename(string from, string to) => Step($"rename {to}", () => disk.Rename(from, to));

    public void Sync(string folder) => Step($"sync {folder}", () => disk.Sync(folder));

    public void Delete(string path) => Step($"delete {path}", () => disk.Delete(path));

    public void DeleteFolder(string path) => Step($"delete {path}", () => disk.DeleteFolder(path), () =>
    {
        foreach (string file in Directory.Exists(path) ? Directory.GetFiles(path) : [])
            File.Delete(file);
    });

    private void Step(string name, Action whole, Action? half = null)
    {
        if (step++ < at)
        {
            Log.Add(name);
            whole();
            return;
        }

        if (step == at + 1 && torn)
            (half ?? whole)();
        throw new PowerLost();
    }
}

/// <summary>The power went off.</summary>
internal sealed class PowerLost : Exception;
