using System.IO.Compression;
using EdgeCnn.Bundles.Slots;
using EdgeCnn.Graph;

namespace EdgeCnn.Bundles.Tests.Slots;

/// <summary>What a bundle must not do to a board.</summary>
public sealed class HostileBundleTests : IDisposable
{
    private static readonly byte[] Model = [1, 2, 3];
    private readonly SlotFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("../evil")]
    [InlineData("/tmp/evil")]
    [InlineData("MODEL.ECNN")]
    [InlineData("model.ecnn/inside")]
    [InlineData("agent/edgecnn-agent")]
    [InlineData("AGENT/x")]
    [InlineData("slot.json")]
    [InlineData("Manifest.Json")]
    public void Install_NameThatReachesElsewhere_IsRefused(string name) =>
        Refused(Zip((name, Model, 0)), "unsafe path");

    [Theory]
    [InlineData(0xA1FF)]
    [InlineData(0x41ED)]
    [InlineData(0x21B6)]
    public void Install_LinkFolderOrDevice_IsRefused(int kind) => Refused(Zip(("link", Model, kind)), "a link, a folder or a device");

    [Fact]
    public void Install_MoreEntriesThanAllowed_IsRefusedBeforeTheyAreRead() =>
        Refused(Zip([.. Enumerable.Range(0, 1001).Select(i => ($"f{i}", Model, 0))]), "1003 entries");

    [Fact]
    public void Open_DirectoryOfAMillionEntries_CostsNoMemory()
    {
        // 46 bytes each, all alike; a reader that believes them would make an object of each.
        byte[] header = [0x50, 0x4B, 1, 2, .. new byte[42]], file = new byte[(1_000_000 * 46) + 22];
        for (int i = 0; i < 1_000_000; i++)
            header.CopyTo(file, i * 46);
        byte[] end = [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 0x40, 0x42, 0x40, 0x42, .. BitConverter.GetBytes(46_000_000), 0, 0, 0, 0, 0, 0];
        end.CopyTo(file, file.Length - 22);
        string path = folder.PathOf("many.ecnnb");
        File.WriteAllBytes(path, file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refused(path, "is not that of a bundle");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Install_Bomb_StopsAtWhatTheManifestSays()
    {
        string path = folder.PathOf("bomb.ecnnb");
        File.Delete(path);
        byte[] bomb = new byte[64 << 20];
        File.Move(folder.Bundles.Zip(("manifest.json", BundleFolder.Manifest(BundleFolder.Line("model.ecnn", Model))), ("model.ecnn", bomb)), path);
        Refused(path, "unpacks to more than the 3 bytes");
    }

    [Fact]
    public void Install_MoreThanTheDiskHolds_IsRefusedBeforeAnythingIsWritten()
    {
        string path = folder.PathOf("large.ecnnb");
        File.Move(folder.Bundles.Zip(("manifest.json", BundleFolder.Manifest(BundleFolder.Line("model.ecnn", Model))), ("model.ecnn", Model)), path);
        using SlotStore store = folder.Open();
        using BundleReader bundle = BundleReader.Open(path);
        var error = Assert.Throws<EdgeCnnException>(() => store.Install(bundle, new Endless(), _ => { }));
        Assert.Equal(ExitCode.Device, error.ExitCode);
        Assert.Contains("MiB are free", error.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Everything("slots"));
    }

    private static (string Path, long Bytes, string Sha256)[] Lines(IEnumerable<(string Name, byte[] Content, int Kind)> entries) =>
        [BundleFolder.Line("model.ecnn", Model), .. entries.Select(entry => BundleFolder.Line(entry.Name, entry.Content))];

    private string Zip(params (string Name, byte[] Content, int Kind)[] more)
    {
        string path = folder.PathOf("hostile.ecnnb");
        using var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach (var (name, content, kind) in more.Prepend(("model.ecnn", Model, 0)).Prepend(("manifest.json", BundleFolder.Manifest(Lines(more)), 0)))
        {
            ZipArchiveEntry entry = zip.CreateEntry(name);
            entry.ExternalAttributes = kind << 16;
            using Stream to = entry.Open();
            to.Write(content);
        }

        return path;
    }

    private void Refused(string path, string expected)
    {
        using SlotStore store = folder.Open();
        string[] before = folder.Everything();
        var error = Assert.Throws<EdgeCnnException>(() => SlotFolder.Install(store, path, new AgentFolder(folder.AgentPath)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, folder.Everything());
    }

    private sealed class Endless : IAgentFiles
    {
        public long Bytes => long.MaxValue / 2;

        public IEnumerable<AgentFile> Read() => throw new InvalidOperationException("asked before the room was");
    }
}
