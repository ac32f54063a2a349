namespace EdgeCnn.Graph.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgecnn-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Write_OlderFile_IsReplaced()
    {
        string path = Path.Combine(_folder, "a.bin");
        File.WriteAllText(path, "a longer older text");
        AtomicFile.Write(path, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Write_WriterFails_KeepsOlderFileAndLeavesNothing()
    {
        string path = Path.Combine(_folder, "a.bin");
        File.WriteAllText(path, "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("half"u8);
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Write_FolderMissing_IsDeviceErrorOfOneLine()
    {
        string path = Path.Combine(_folder, "missing", "a.bin");
        EdgeCnnException error = Assert.Throws<EdgeCnnException>(() => AtomicFile.Write(path, stream => stream.WriteByte(1)));
        Assert.Equal(ExitCode.Device, error.ExitCode);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Write_TargetIsFolder_IsDeviceErrorAndLeavesNothing()
    {
        string path = Path.Combine(_folder, "sub");
        Directory.CreateDirectory(path);
        EdgeCnnException error = Assert.Throws<EdgeCnnException>(() => AtomicFile.Write(path, stream => stream.WriteByte(1)));
        Assert.Equal(ExitCode.Device, error.ExitCode);
        Assert.Empty(Directory.GetFiles(_folder));
    }
}
