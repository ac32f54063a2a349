using EdgeCnn.Bundles.Slots;

namespace EdgeCnn.Bundles.Tests.Slots;

/// <summary>A disk that keeps another byte than it was given, in files of one name.</summary>
internal sealed class RottingFiles(string name) : ISlotFiles
{
    private readonly DiskFiles disk = new(durable: false);

    public void Write(string path, bool executable, Action<Stream> write)
    {
        disk.Write(path, executable, write);
        if (Path.GetFileName(path) != name)
            return;
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    public void CreateFolder(string path) => disk.CreateFolder(path);

    public bool TryLink(string existing, string path) => disk.TryLink(existing, path);

    public void CreateLink(string path, string target) => disk.CreateLink(path, target);

    public void Rename(string from, string to) => disk.Rename(from, to);

    public void Sync(string folder) => disk.Sync(folder);

    public void Delete(string path) => disk.Delete(path);

    public void DeleteFolder(string path) => disk.DeleteFolder(path);
}
