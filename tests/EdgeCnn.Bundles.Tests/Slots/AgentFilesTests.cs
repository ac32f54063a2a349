using System.Formats.Tar;
using EdgeCnn.Bundles.Slots;
using EdgeCnn.Graph;

namespace EdgeCnn.Bundles.Tests.Slots;

public sealed class AgentFilesTests : IDisposable
{
    private readonly SlotFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Tar_OfAFolder_GivesTheSameAgent(TarEntryFormat format)
    {
        string tar = folder.PathOf("agent.tar");
        using (var writer = new TarWriter(File.Create(tar), format))
        {
            foreach (string file in (string[])["./", "sub/", "edgecnn-agent", "sub/part.dll"])
                writer.WriteEntry(Path.Combine(folder.AgentPath, file), file);
        }

        using SlotStore store = folder.Open();
        InstalledSlot fromTar = SlotFolder.Install(store, folder.Bundle("m"), new AgentTar(tar));
        Assert.Equal(new AgentFolder(folder.AgentPath).Sha256(), fromTar.Manifest.AgentSha256);
        Assert.False(folder.Install(store, "m").IsNew);
    }

    [Theory]
    [InlineData("../evil", TarEntryType.RegularFile, "no name of an agent's file")]
    [InlineData("/evil", TarEntryType.RegularFile, "no name of an agent's file")]
    [InlineData("SUB/Part.dll", TarEntryType.RegularFile, "none twice")]
    [InlineData("sub/part.dll/x", TarEntryType.RegularFile, "none twice")]
    [InlineData("link", TarEntryType.SymbolicLink, "a link")]
    [InlineData("link", TarEntryType.HardLink, "a link")]
    [InlineData("pipe", TarEntryType.Fifo, "a link")]
    public void Tar_WithWhatNoAgentHas_IsRefusedAndLeavesNothing(string name, TarEntryType type, string expected)
    {
        string tar = folder.PathOf("agent.tar");
        using (var writer = new TarWriter(File.Create(tar), TarEntryFormat.Ustar))
        {
            writer.WriteEntry(Path.Combine(folder.AgentPath, "edgecnn-agent"), "edgecnn-agent");
            writer.WriteEntry(Path.Combine(folder.AgentPath, "sub/part.dll"), "sub/part.dll");
            var entry = new UstarTarEntry(type, name);
            if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
                entry.LinkName = "/etc/passwd";
            writer.WriteEntry(entry);
        }

        RefusedTar(tar, expected);
    }

    [Fact]
    public void Tar_ThatWasDamaged_IsRefused()
    {
        string good = folder.PathOf("good.tar"), tar = folder.PathOf("agent.tar");
        using (var writer = new TarWriter(File.Create(good), TarEntryFormat.Ustar))
            writer.WriteEntry(Path.Combine(folder.AgentPath, "edgecnn-agent"), "edgecnn-agent");
        byte[] bytes = File.ReadAllBytes(good);
        File.WriteAllBytes(tar, bytes[..600]);
        RefusedTar(tar, "goes beyond the end");
        File.WriteAllBytes(tar, bytes[..1024]);
        RefusedTar(tar, "ends before its end mark");
        bytes[3] ^= 1;
        File.WriteAllBytes(tar, bytes);
        RefusedTar(tar, "checksum");
    }

    [Fact]
    public void Folder_WithLinkOrWithoutProgram_IsRefused()
    {
        Assert.Contains("no program", Assert.Throws<EdgeCnnException>(() => new AgentFolder(Path.Combine(folder.AgentPath, "sub"))).Message, StringComparison.Ordinal);
        File.CreateSymbolicLink(Path.Combine(folder.AgentPath, "sub", "link"), "/etc");
        Assert.Contains("a link", Assert.Throws<EdgeCnnException>(() => new AgentFolder(folder.AgentPath)).Message, StringComparison.Ordinal);
        Assert.Throws<EdgeCnnException>(() => new AgentFolder(folder.PathOf("absent")));
    }

    private void RefusedTar(string tar, string expected)
    {
        using SlotStore store = folder.Open();
        var error = Assert.ThrowsAny<EdgeCnnException>(() => SlotFolder.Install(store, folder.Bundle("m"), new AgentTar(tar)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Everything("slots"));
    }
}
